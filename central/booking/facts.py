"""Bookings and cells as the rules see them, and as a terminal may."""

import json
from collections.abc import Iterable
from datetime import date

from django.db import connection

from central.booking.models import Booking, BookingStatus
from central.registry.models import Resident
from central.sql import parameter
from rules import facts
from rules.facts import Occupied, Slot
from sync.wire import BookingState

__all__ = ["booking_facts", "booking_state", "live_bookings", "live_facts", "occupied"]

#: More live bookings than any policy lets one resident have.
BOOKINGS_MAX = 500
_LIVE = """
SELECT facility, sport, courts, day, start_minute, end_minute, paid, fee, booked_on, cells
FROM booking_booking WHERE resident_id = %s AND day >= %s AND state = 'confirmed'
ORDER BY day, start_minute, number LIMIT 500
"""
_TAKEN = """
SELECT start_minute, cell FROM booking_cell WHERE municipality = %s AND facility = %s AND day = %s
"""


def live_bookings(resident: Resident, today: date) -> list[Booking]:
    """The bookings that this resident still has before them, today's included, in their order."""
    rows = Booking.objects.filter(
        resident=resident, day__gte=today, state=BookingStatus.CONFIRMED
    ).order_by("day", "start_minute", "number")
    return list(rows[:BOOKINGS_MAX])


def live_facts(resident: Resident, today: date) -> tuple[facts.Booking, ...]:
    """The same for the rules, without their models: this is read for every action."""
    with connection.cursor() as cursor:
        cursor.execute(_LIVE, [parameter(resident.id), parameter(today)])
        return tuple(
            facts.Booking(
                slot=Slot(*slot),
                paid=bool(paid),
                fee=fee,
                booked_on=booked_on,
                cells=frozenset(json.loads(cells)),
            )
            for *slot, paid, fee, booked_on, cells in cursor.fetchall()
        )


def occupied(municipality: str, facility: str, day: date) -> Occupied:
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN, [municipality, facility, parameter(day)])
        return frozenset(cursor.fetchall())


def booking_facts(booking: Booking) -> facts.Booking:
    """One of the resident's own."""
    return facts.Booking(
        slot=Slot(
            booking.facility,
            booking.sport,
            booking.courts,
            booking.day,
            booking.start_minute,
            booking.end_minute,
        ),
        paid=booking.paid,
        fee=booking.fee,
        booked_on=booking.booked_on,
        cells=frozenset(booking.cells),
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
        state="confirmed" if booking.state == BookingStatus.CONFIRMED else "cancelled",
        paid=booking.paid,
        fee=booking.fee,
        booked_on=booking.booked_on,
    )


def _ints(cells: Iterable[int]) -> tuple[int, ...]:
    return tuple(cells)
