"""Bookings that the rules of today would refuse: they stand, and somebody should know of them."""

from collections.abc import Iterator
from datetime import date, datetime

from central.booking.facts import live_facts, occupied
from central.booking.models import Booking, BookingStatus
from central.booking.use_cases import book
from central.journal.models import Line
from central.policies import policy_digest
from central.registry.facts import resident_facts
from central.registry.models import Resident
from rules.calendar import JAPAN, day_of
from rules.decide import decide
from rules.facts import Facts, Request, Slot, Verb
from rules.floor import occupy
from rules.policy import Municipality

__all__ = ["against_todays_rules"]

OVER = (BookingStatus.CANCELLED, BookingStatus.LAPSED, BookingStatus.NO_SHOW)
CHUNK = 500


def against_todays_rules(municipality: Municipality, now: datetime) -> Iterator[str]:
    """Of the bookings to come that were made under other rules, those that they refuse now.

    Each is asked about as it was when it was made: by its way, at its time.
    """
    for line in _under_other_rules(municipality.id, now):
        booking = Booking.objects.select_related("resident").get(pk=line.id)
        assert booking.resident is not None, "a line of this kind names a resident"
        refusals = _refusals(municipality, booking, booking.resident, line)
        if refusals:
            place = f"{booking.facility} {booking.day}"
            yield f"{municipality.id} {booking.number} {place} stands against {refusals}"


def _under_other_rules(municipality: str, now: datetime) -> Iterator[Line]:
    live = Booking.objects.filter(municipality=municipality, day__gte=day_of(now))
    known = live.exclude(state__in=OVER).exclude(resident=None)
    lines = Line.objects.filter(kind=book.KIND, pk__in=known.values("pk"))
    yield from lines.exclude(policy=policy_digest(municipality)).iterator(CHUNK)


def _refusals(municipality: Municipality, booking: Booking, resident: Resident, line: Line) -> str:
    """The rules that refuse, with commas."""
    made_at = line.at.astimezone(JAPAN)
    request = Request(
        Verb.BOOK,
        book.Body.model_validate_json(line.body).channel,
        slot=_slot(booking),
        people=booking.people,
    )
    person = resident_facts(resident, day_of(made_at))
    facts = _facts(municipality, booking, resident, day_of(made_at))
    verdict = decide(municipality, request, person, facts, made_at)
    return ", ".join(dict.fromkeys(reason.rule for reason in verdict.reasons))


def _facts(
    municipality: Municipality, booking: Booking, resident: Resident, made_on: date
) -> Facts:
    """Everything but the booking itself."""
    slot, room = _slot(booking), municipality.rooms.get(booking.facility)
    others = list(live_facts(resident, made_on))
    itself = next((one for one in others if one.slot == slot), None)
    taken = occupied(municipality.id, booking.facility, booking.day)
    if room is not None:
        taken -= occupy(room.floor, booking.cells, booking.start_minute, booking.end_minute)
    return Facts(tuple(one for one in others if one is not itself), occupied=taken)


def _slot(booking: Booking) -> Slot:
    return Slot(
        booking.facility,
        booking.sport,
        booking.courts,
        booking.day,
        booking.start_minute,
        booking.end_minute,
    )
