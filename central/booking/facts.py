"""Bookings and cells as the rules see them, and as a terminal may."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import cast
from uuid import UUID

from django.db.models import Q

from central.booking.models import LIVE, Booking, BookingStatus
from central.postgres import Answer, Asked
from central.registry.models import Resident
from central.sql import ask, rows
from rules import facts
from rules.facts import Closure, Occupied, Slot, Stage
from sync.wire import BookingStanding, BookingState

__all__ = [
    "booking_facts",
    "booking_state",
    "live_asked",
    "live_bookings",
    "live_facts",
    "live_from",
    "occupied",
    "past_bookings",
    "room_asked",
    "room_facts",
    "room_from",
    "slot_of",
]

#: More live bookings than any policy lets one resident have.
BOOKINGS_MAX = 500
#: By day of use: as long as a refund is claimed anywhere, and what a screen can show.
PAST, PAST_MAX = timedelta(days=100), 100
_STATES = ", ".join(f"'{state}'" for state in LIVE)
_LIVE = f"""
SELECT facility, sport, courts, day, start_minute, end_minute,
    state, paid, fee, booked_on, won, people, students, cells
FROM booking_booking WHERE resident_id = %s AND day >= %s AND state IN ({_STATES})
ORDER BY day, start_minute, number LIMIT 500
"""  # noqa: S608 - names of our own states
_TAKEN = """
SELECT start_minute, cell FROM booking_cell WHERE municipality = %s AND facility = %s AND day = %s
"""
_CLOSED = """
SELECT start_minute, end_minute, reason FROM notices_roomnotice
WHERE municipality = %s AND facility = %s AND day = %s AND NOT lifted
ORDER BY start_minute, end_minute, reason
"""


def live_bookings(resident: Resident, today: date) -> list[Booking]:
    """The bookings that this resident still has before them, today's included, in their order."""
    found = Booking.objects.filter(resident=resident, day__gte=today, state__in=LIVE).order_by(
        "day", "start_minute", "number"
    )
    return list(found[:BOOKINGS_MAX])


def past_bookings(resident: Resident, today: date) -> list[Booking]:
    """The last ones that were used or that ended, the newest first; wins are none yet."""
    found = Booking.objects.filter(
        ~Q(state=BookingStatus.WON),
        Q(day__lt=today) | ~Q(state__in=LIVE),
        resident=resident,
        day__gte=today - PAST,
    )
    return list(found.order_by("-day", "-start_minute", "number")[:PAST_MAX])


def live_facts(resident: Resident, today: date) -> tuple[facts.Booking, ...]:
    """The same for the rules, without their models: it is read for every action."""
    return live_from(ask(live_asked(resident.id, today))[0])


def live_asked(resident: UUID, today: date) -> Asked:
    return _LIVE, (resident, today)


def live_from(answer: Answer) -> tuple[facts.Booking, ...]:
    return tuple(
        facts.Booking(
            slot=Slot(*slot),
            stage=Stage(state),
            paid=bool(paid),
            fee=fee,
            booked_on=booked_on,
            cells=frozenset(json.loads(cells)),
            won=bool(won),
            people=people,
            students=students,
        )
        for *slot, state, paid, fee, booked_on, won, people, students, cells in answer[0]
    )


def occupied(municipality: str, facility: str, day: date) -> Occupied:
    return frozenset(rows(_TAKEN, municipality, facility, day))


def room_asked(municipality: str, facility: str, day: date) -> tuple[Asked, Asked]:
    """What asks what is taken of a room on a day, and which notices close it."""
    where = (municipality, facility, day)
    return (_TAKEN, where), (_CLOSED, where)


def room_facts(municipality: str, facility: str, day: date) -> tuple[Occupied, tuple[Closure, ...]]:
    """What is taken of a room on a day, and the notices that close it."""
    return room_from(facility, day, ask(*room_asked(municipality, facility, day)))


def room_from(
    facility: str, day: date, answers: Sequence[Answer]
) -> tuple[Occupied, tuple[Closure, ...]]:
    """The answers to ``room_asked``."""
    (taken, _), (closed, _) = answers
    return frozenset(taken), tuple(Closure(facility, day, *row) for row in closed)


def slot_of(booking: Booking) -> Slot:
    return Slot(
        booking.facility,
        booking.sport,
        booking.courts,
        booking.day,
        booking.start_minute,
        booking.end_minute,
    )


def booking_facts(booking: Booking) -> facts.Booking:
    """One of the resident's own; one that is over counts as it stood at the last."""
    stage = Stage(booking.state) if booking.state in LIVE else Stage.CONFIRMED
    return facts.Booking(
        slot=slot_of(booking),
        stage=stage,
        paid=booking.paid,
        fee=booking.fee,
        booked_on=booking.booked_on,
        cells=frozenset(booking.cells),
        won=booking.won,
        people=booking.people,
        students=booking.students,
    )


def booking_state(booking: Booking) -> BookingState:
    return BookingState(
        number=booking.number,
        facility=booking.facility,
        sport=booking.sport,
        courts=booking.courts,
        cells=_ints(booking.cells),
        people=booking.people,
        day=booking.day,
        start_minute=booking.start_minute,
        end_minute=booking.end_minute,
        state=cast("BookingStanding", booking.state),
        paid=booking.paid,
        fee=booking.fee,
        booked_on=booking.booked_on,
        students=booking.students,
        won=booking.won,
        why=booking.why,
        equipment=booking.equipment,
    )


def _ints(cells: Iterable[int]) -> tuple[int, ...]:
    return tuple(cells)
