"""Who helps where and when: desks (窓口) that are open, whom to call, and where to pay in cash."""

from collections.abc import Iterable
from datetime import date, datetime
from fnmatch import fnmatchcase

from rules.calendar import day_of, instant
from rules.day import room_day
from rules.desk_document import ON_SITE, Desk, Matter
from rules.municipality import Municipality

__all__ = [
    "cash_desks",
    "desk_for",
    "desks_about",
    "desks_at",
    "desks_for",
    "hours_on",
    "is_open",
    "open_desks",
    "somebody_at",
]


def hours_on(municipality: Municipality, desk: Desk, day: date) -> tuple[tuple[int, int], ...]:
    """When a desk is open on a day, in minutes after midnight; closed: none (KM-19, ON-17)."""
    staffed = _staffed(municipality, desk)
    if staffed.times is None or not _venue_opens(municipality, staffed, day):
        return ()
    return staffed.times.on(day)


def is_open(municipality: Municipality, desk: Desk, now: datetime) -> bool:
    """Whether a desk, or the one that handles its work, is open at an instant (KM-08, KM-19)."""
    day = day_of(now)
    return any(
        instant(day, start) <= now < instant(day, end)
        for start, end in hours_on(municipality, desk, day)
    )


def open_desks(municipality: Municipality, now: datetime) -> tuple[Desk, ...]:
    """The desks where somebody is at an instant, in the municipality's order (KM-19)."""
    return tuple(
        desk
        for desk in municipality.desks.values()
        if desk.handled_at is None and is_open(municipality, desk, now)
    )


def somebody_at(municipality: Municipality, venue: str, now: datetime) -> bool:
    """Whether a desk in a venue is staffed at an instant (KM-19, ON-17)."""
    return any(desk.venue == venue for desk in open_desks(municipality, now))


def desks_for(
    municipality: Municipality, topic: str, facility: str | None = None
) -> tuple[Desk, ...]:
    """Who answers about a topic, whatever the time; first the desks of the room's place (KM-08)."""
    asked = municipality.topics[topic]
    here = _desks_of(municipality, _venue(municipality, facility)) if asked.at_venue else ()
    return _distinct((*here, *(municipality.desks[name] for name in asked.desks)))


def desk_for(
    municipality: Municipality, topic: str, now: datetime, facility: str | None = None
) -> Desk | None:
    """Whom to call now about a topic; None: nobody answers at this time (KM-04, KM-08)."""
    desks = desks_for(municipality, topic, facility)
    return next((desk for desk in desks if is_open(municipality, desk, now)), None)


def desks_about(
    municipality: Municipality, matter: Matter, now: datetime, facility: str | None = None
) -> tuple[Desk, ...]:
    """Where a matter is settled, those that are open first; no topic names it: at any desk."""
    topics = [name for name, topic in municipality.topics.items() if matter in topic.matters]
    named = (desk for name in topics for desk in desks_for(municipality, name, facility))
    anywhere = (desk for desk in municipality.desks.values() if desk.handled_at is None)
    here = _desks_of(municipality, _venue(municipality, facility))
    desks = _distinct(named) or _distinct((*here, *anywhere))
    return tuple(sorted(desks, key=lambda desk: not is_open(municipality, desk, now)))


def desks_at(municipality: Municipality, facility: str, now: datetime) -> tuple[Desk, ...]:
    """Who looks after the place of a room, those that are open first (KM-04)."""
    desks = _desks_of(municipality, _venue(municipality, facility))
    return tuple(sorted(desks, key=lambda desk: not is_open(municipality, desk, now)))


def cash_desks(
    municipality: Municipality, facility: str, *, after_failed_debit: bool
) -> tuple[Desk, ...]:
    """Where the fee of a room is paid in cash, also after the bank refused the debit (KM-69).

    A municipality that says nothing of it takes cash at the desks of the place.
    """
    venue = municipality.rooms[facility].venue
    for entry in municipality.cash:
        if any(fnmatchcase(venue, pattern) for pattern in entry.venues):
            names = entry.after_failed_debit if after_failed_debit else entry.desks
            return _distinct(desk for name in names for desk in _named(municipality, name, venue))
    return _named(municipality, ON_SITE, venue)


def _staffed(municipality: Municipality, desk: Desk) -> Desk:
    """The desk itself, or the one at which its work is handled."""
    return desk if desk.handled_at is None else municipality.desks[desk.handled_at]


def _venue_opens(municipality: Municipality, desk: Desk, day: date) -> bool:
    """Whether a desk that stands in a venue is reached on a day (施設営業日)."""
    rooms = [room.id for room in municipality.rooms.values() if room.venue == desk.venue]
    return not rooms or any(room_day(municipality, id_, day, instant(day)).open for id_ in rooms)


def _venue(municipality: Municipality, facility: str | None) -> str | None:
    return None if facility is None else municipality.rooms[facility].venue


def _desks_of(municipality: Municipality, venue: str | None) -> tuple[Desk, ...]:
    """The desks in a venue and those elsewhere that look after it."""
    if venue is None:
        return ()
    return _distinct(
        _staffed(municipality, desk)
        for desk in municipality.desks.values()
        if desk.venue == venue or any(fnmatchcase(venue, pattern) for pattern in desk.serves)
    )


def _named(municipality: Municipality, name: str, venue: str) -> tuple[Desk, ...]:
    if name != ON_SITE:
        return (municipality.desks[name],)
    here = (desk for desk in municipality.desks.values() if desk.venue == venue)
    return _distinct(_staffed(municipality, desk) for desk in here)


def _distinct(desks: Iterable[Desk]) -> tuple[Desk, ...]:
    return tuple({desk.id: desk for desk in desks}.values())
