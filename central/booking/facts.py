"""Bookings and cells as the rules see them, and as a terminal may."""

from collections.abc import Iterable
from datetime import date

from central.booking.models import Booking, BookingStatus, Cell
from central.registry.models import Resident
from rules import facts
from rules.facts import Occupied, Slot
from sync.wire import BookingState

__all__ = ["booking_facts", "booking_state", "live_bookings", "occupied"]

#: More live bookings than any policy lets one resident have.
BOOKINGS_MAX = 500


def live_bookings(resident: Resident, today: date) -> list[Booking]:
    """The bookings that this resident still has before them, today's included, in their order."""
    rows = Booking.objects.filter(
        resident=resident, day__gte=today, state=BookingStatus.CONFIRMED
    ).order_by("day", "start_minute", "number")
    return list(rows[:BOOKINGS_MAX])


def occupied(municipality: str, facility: str, day: date) -> Occupied:
    rows = Cell.objects.filter(municipality=municipality, facility=facility, day=day)
    return frozenset(rows.values_list("start_minute", "cell"))


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
