"""Cancel one's own booking: decide with authority, free its cells in the same transaction."""

from datetime import datetime
from uuid import UUID

from central.booking.facts import booking_facts
from central.booking.models import LIVE, Booking, BookingStatus
from central.booking.rows import NOT_OWN, end
from central.decision import Decision, refused, rejected, scalars
from central.journal import commands
from central.journal.commands import Context
from central.registry.facts import resident_facts
from central.registry.models import Resident
from rules.calendar import day_of
from rules.decide import decide
from rules.facts import Channel, Facts, Request, Verb

__all__ = ["KIND", "Body", "cancel", "perform"]

KIND = "cancel"


class Body(commands.Body):
    """Who cancels which booking by which way; a deadline counts as it was recorded."""

    resident: UUID
    channel: Channel
    number: str
    recorded_at: datetime


def perform(body: Body, context: Context) -> Decision:
    """Cancel for a resident, whose row is locked first, as for a booking."""
    known = Resident.objects.select_for_update().filter(
        municipality=context.municipality.id, pk=body.resident
    )
    resident = known.first()
    return rejected("no_registration", "") if resident is None else cancel(resident, body, context)


def cancel(resident: Resident, body: Body, context: Context) -> Decision:
    """The same for one who has the resident's row, locked."""
    booking = _live(resident, body.number)
    if booking is None:
        return refused((NOT_OWN,))
    known = booking_facts(booking)
    verdict = decide(
        context.municipality,
        Request(Verb.CANCEL, body.channel, booking=known),
        resident_facts(resident, day_of(context.now)),
        Facts(bookings=(known,)),
        body.recorded_at,
    )
    if not verdict.allowed:
        return refused(verdict.reasons)
    outcome = verdict.outcome or {}
    end(booking, BookingStatus.CANCELLED, outcome, context)
    return Decision("applied", booking=booking, outcome=scalars(outcome))


def _live(resident: Resident, number: str) -> Booking | None:
    if not number.isprintable():
        return None
    return (
        Booking.objects.select_for_update()
        .filter(
            municipality=resident.municipality,
            number=number,
            resident=resident,
            state__in=LIVE,
        )
        .first()
    )
