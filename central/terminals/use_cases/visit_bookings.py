"""All that is the resident's of a visit whose login the centre accepted at this terminal."""

from datetime import datetime
from uuid import UUID

from central.booking.facts import booking_state, live_bookings, past_bookings
from central.clock import millis
from central.lottery.mine import entry_states
from central.money.mine import charge_states
from central.notices.mine import closures_of, mail_wishes
from central.policies import municipalities
from central.registry.facts import resident_state
from central.registry.mine import renewal_states
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
    resident, today = found.resident, day_of(now)
    bookings = live_bookings(resident, today)
    return MyBookings(
        bookings=tuple(booking_state(booking) for booking in bookings),
        past=tuple(booking_state(booking) for booking in past_bookings(resident, today)),
        resident=resident_state(resident, today),
        entries=entry_states(resident, municipalities()[resident.municipality], today),
        charges=charge_states(resident),
        renewals=renewal_states(resident),
        withdrawn_on=resident.withdrawn_on,
        mail=mail_wishes(resident),
        closures=closures_of(bookings),
        centre_ms=millis(now),
    )
