"""The slots that may be held for the terminals of a venue at an instant (端末確保枠)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rules.calendar import day_of
from rules.day import room_day
from rules.facts import Occupied, Slot
from rules.families.holds import Offered, Settings
from rules.floor import free_courts
from rules.municipality import Municipality, Room

__all__ = ["Holdable", "holdable", "is_in_time", "leaves_enough"]

#: As far ahead as any policy may say (``Offered.from_days_before``).
DAYS_MAX = 31


@dataclass(frozen=True, slots=True)
class Holdable:
    """A slot, and what the policy of its room and day says."""

    slot: Slot
    offered: Offered


def holdable(municipality: Municipality, venue: str, now: datetime) -> Iterator[Holdable]:
    """By room, day, sport and time; only days that are open and booked first come, first served."""
    today = day_of(now)
    for room in municipality.rooms.values():
        if room.venue != venue:
            continue
        for ahead in range(1, DAYS_MAX + 1):
            yield from _of_day(municipality, room, today + timedelta(days=ahead), now)


def is_in_time(municipality: Municipality, facility: str, day: date, now: datetime) -> bool:
    """Whether the policy lets a slot of this room and day be held now."""
    offered = _offered(municipality, facility, day)
    if offered is None or not offered.slots_max:
        return False
    ahead = (day - day_of(now)).days
    return offered.until_days_before <= ahead <= offered.from_days_before


def leaves_enough(
    municipality: Municipality, slot: Slot, offered: Offered, taken: Occupied
) -> bool:
    """Whether residents elsewhere still find as many courts free as the policy says."""
    floor = municipality.rooms[slot.facility].floor
    free = free_courts(floor, slot.sport, slot.start_minute, slot.end_minute, taken)
    return len(free) - slot.courts >= offered.leaves_free


def _of_day(municipality: Municipality, room: Room, day: date, now: datetime) -> Iterator[Holdable]:
    offered = _offered(municipality, room.id, day)
    if offered is None or not is_in_time(municipality, room.id, day, now):
        return
    known = room_day(municipality, room.id, day, now)
    if known.hours is None or known.phase != "first_come":
        return
    opens, closes = known.hours
    sports = [sport for sport in offered.sports if sport in room.sports]
    for sport in sports:
        for start in range(opens, closes - offered.minutes + 1, offered.minutes):
            slot = Slot(room.id, sport, 1, day, start, start + offered.minutes)
            yield Holdable(slot, offered)


def _offered(municipality: Municipality, facility: str, day: date) -> Offered | None:
    settings = municipality.settings(facility, day).get(Settings)
    return settings.offered if isinstance(settings, Settings) else None
