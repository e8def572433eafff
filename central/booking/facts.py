"""Bookings and cells as the rules see them, and as a terminal may."""

from collections.abc import Iterable
from datetime import date

from django.db import connection

from central.booking.models import Booking, BookingStatus
from central.registry.models import Resident
from central.sql import parameter
from rules import facts
from rules.facts import Occupied, Slot
from sync.wire import BookingState

__all__ = ["booking_facts", "booking_state", "live_bookings", "occupied"]

#: At most more live bookings than any policy lets one resident have.
_LIVE = """
SELECT * FROM booking_booking WHERE resident_id = %s AND day >= %s AND state = 'confirmed'
ORDER BY day, start_minute, number LIMIT 500
"""
_TAKEN = """
SELECT start_minute, cell FROM booking_cell WHERE municipality = %s AND facility = %s AND day = %s
"""


def live_bookings(resident: Resident, today: date) -> list[Booking]:
    """The bookings that this resident still has before them, today's included, in their order."""
    return list(Booking.objects.raw(_LIVE, [parameter(resident.id), parameter(today)]))


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
