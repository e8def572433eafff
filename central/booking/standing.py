"""Bookings that the rules of today would refuse: they stand, and somebody should know of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache, partial
from itertools import islice
from uuid import UUID

from central.booking.asking import slot_of_wish
from central.booking.facts import live_asked, live_from, occupied, slot_of
from central.booking.models import LIVE, Booking, BookingStatus
from central.booking.use_cases import book, book_for_caller
from central.journal.models import Line
from central.policies import policy_digest
from central.registry.facts import facts_of, resident_asked
from central.registry.models import Resident
from central.sql import ask
from rules import facts
from rules.calendar import JAPAN, day_of
from rules.decide import NO_SUCH_DAY, NO_SUCH_ROOM, decide
from rules.facts import Channel, Facts, Occupied, Request, Verb
from rules.families import bookable, closing, courts, equipment, opening
from rules.floor import occupy
from rules.policy import Municipality
from rules.verdict import Reason

__all__ = ["against_todays_rules"]

#: A win that is yet to be confirmed stands, too.
STANDING = (*LIVE, BookingStatus.WON)
CHUNK = 500
#: What is taken of a room on a day.
_Taken = Callable[[str, date], Occupied]
_Asked = book.Body | book_for_caller.Body
_ASKED: Mapping[str, type[_Asked]] = {
    book.KIND: book.Body,
    book_for_caller.KIND: book_for_caller.Body,
}
#: What a room can be used for and when: it holds of every use of it, however that came about.
_OF_THE_PLACE = frozenset(
    (
        NO_SUCH_ROOM.code,
        NO_SUCH_DAY.code,
        *(code for one in (bookable, closing, courts, equipment, opening) for code in one.CODES),
    )
)


def against_todays_rules(municipality: Municipality, now: datetime) -> Iterator[str]:
    """Of the bookings to come those that the rules refuse now.

    One that was booked, under other rules, is asked about as it was then: by its way, at its time.
    Of the others (won, moved since, taken over) only the room is asked: whoever they are for and
    whenever that was, no rule of booking let them in.
    """
    # They come by day and room: what is taken there is read once for all of its bookings.
    taken = lru_cache(maxsize=1)(partial(occupied, municipality.id))
    for booking, line in _standing(municipality.id, now):
        refusals = _refusals(municipality, booking, line, now, taken)
        if refusals:
            place = f"{booking.facility} {booking.day}"
            yield f"{municipality.id} {booking.number} {place} stands against {refusals}"


def _standing(municipality: str, now: datetime) -> Iterator[tuple[Booking, Line | None]]:
    """Each with the line that booked it, if one did."""
    live = Booking.objects.filter(
        municipality=municipality, day__gte=day_of(now), state__in=STANDING
    )
    found = live.select_related("resident").order_by("day", "facility", "number").iterator(CHUNK)
    while some := list(islice(found, CHUNK)):
        lines = _lines(some)
        yield from ((booking, lines.get(booking.pk)) for booking in some)


def _lines(bookings: list[Booking]) -> Mapping[UUID, Line]:
    ids = [booking.pk for booking in bookings]
    return {line.pk: line for line in Line.objects.filter(pk__in=ids, kind__in=_ASKED)}


def _refusals(
    municipality: Municipality, booking: Booking, line: Line | None, now: datetime, taken: _Taken
) -> str:
    """The rules that refuse, with commas."""
    asked = None if line is None else _ASKED[line.kind].model_validate_json(line.body)
    if line is None or asked is None or slot_of_wish(asked.wish) != slot_of(booking):
        found: Sequence[Reason] = _of_the_place(municipality, booking, now.astimezone(JAPAN))
    elif line.policy == policy_digest(municipality.id):
        return ""
    else:
        found = _as_it_was_made(
            municipality, booking, asked.channel, line.at.astimezone(JAPAN), taken
        )
    return ", ".join(dict.fromkeys(reason.rule for reason in found))


def _of_the_place(municipality: Municipality, booking: Booking, now: datetime) -> list[Reason]:
    """Of nobody and beside nothing: no other booking has to be read for it."""
    asked = _request(booking, Channel.DESK)
    found = decide(municipality, asked, None, Facts(), now).reasons
    return [reason for reason in found if reason.code in _OF_THE_PLACE]


def _as_it_was_made(
    municipality: Municipality, booking: Booking, channel: Channel, at: datetime, taken: _Taken
) -> tuple[Reason, ...]:
    person, others = _known(booking.resident, day_of(at))
    known = _facts(municipality, booking, others, taken)
    return decide(municipality, _request(booking, channel), person, known, at).reasons


def _known(
    resident: Resident | None, day: date
) -> tuple[facts.Resident | None, tuple[facts.Booking, ...]]:
    """Who it is, and what they have before them; in one message."""
    if resident is None:
        return None, ()
    *person, live = ask(*resident_asked(resident), live_asked(resident.id, day))
    return facts_of(resident, day, person), live_from(live)


def _request(booking: Booking, channel: Channel) -> Request:
    return Request(
        Verb.BOOK,
        channel,
        slot=slot_of(booking),
        people=booking.people,
        students=booking.students,
        equipment=tuple(booking.equipment.items()),
    )


def _facts(
    municipality: Municipality,
    booking: Booking,
    live: tuple[facts.Booking, ...],
    taken: _Taken,
) -> Facts:
    """Everything but the booking itself."""
    slot, room = slot_of(booking), municipality.rooms.get(booking.facility)
    itself = next((one for one in live if one.slot == slot), None)
    there = taken(booking.facility, booking.day)
    if room is not None:
        there -= occupy(room.floor, booking.cells, booking.start_minute, booking.end_minute)
    return Facts(tuple(one for one in live if one is not itself), occupied=there)
