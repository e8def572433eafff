"""The bookings of the resident of a visit whose login the centre accepted at this terminal."""

from datetime import datetime
from uuid import UUID

from central.booking.facts import booking_state, live_bookings
from central.clock import millis
from central.terminals.models import Terminal, Visit
from rules.calendar import day_of
from sync.wire import MyBookings, Problem

__all__ = ["visit_bookings"]


def visit_bookings(terminal: Terminal, visit: UUID, now: datetime) -> MyBookings | Problem:
    found = (
        Visit.objects.filter(municipality=terminal.municipality, terminal=terminal, visit=visit)
        .select_related("resident")
        .first()
    )
    if found is None:
        return Problem(code="unknown_visit", detail=terminal.name)
    bookings = live_bookings(found.resident, day_of(now))
    return MyBookings(bookings=tuple(booking_state(b) for b in bookings), centre_ms=millis(now))
