"""Cancel one's own booking: decide with authority, free its cells in the same transaction."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from central.booking.asking import person_of
from central.booking.facts import booking_facts
from central.booking.models import LIVE, Booking, BookingStatus
from central.booking.rows import end, locked_booking
from central.decision import NOT_OWN, Decision, refused, rejected, scalars
from central.find import find_one
from central.journal import commands
from central.journal.commands import Context
from central.registry.models import Resident
from central.registry.residents import NOBODY, locked_resident
from rules.decide import decide
from rules.facts import Channel, Facts, Request, Verb

__all__ = ["KIND", "Body", "cancel", "perform"]

KIND = "cancel"


class Body(commands.Body):
    """Who cancels which booking by which way; a deadline counts as it was recorded.

    No ``resident``: the staff, whoever's it is, also one without a registration (KM-26).
    ``cost_yen`` is the most that it may cost, as it was shown; None: whatever it costs.
    """

    resident: UUID | None = None
    channel: Channel
    number: str
    recorded_at: datetime
    cost_yen: int | None = None


def perform(body: Body, context: Context) -> Decision:
    """Cancel for a resident, whose row is locked first, as for a booking."""
    if body.resident is None:
        return _cancel(locked_booking(body.number, None, context), body, context)
    resident = locked_resident(context.municipality.id, body.resident)
    return NOBODY if resident is None else cancel(resident, body, context)


def cancel(resident: Resident, body: Body, context: Context) -> Decision:
    """The same for one who has the resident's row, locked."""
    return _cancel(_live(resident, body.number), body, context)


def _cancel(booking: Booking | None, body: Body, context: Context) -> Decision:
    if booking is None:
        return refused((NOT_OWN,))
    known = booking_facts(booking)
    verdict = decide(
        context.municipality,
        Request(Verb.CANCEL, body.channel, booking=known),
        person_of(booking, context),
        Facts(bookings=(known,)),
        body.recorded_at,
    )
    if not verdict.allowed:
        return refused(verdict.reasons)
    outcome = verdict.outcome or {}
    if (more := _costs_more(body, outcome)) is not None:
        return more
    end(booking, BookingStatus.CANCELLED, outcome, context)
    return Decision("applied", booking=booking, outcome=scalars(outcome))


def _costs_more(body: Body, outcome: Mapping[str, object]) -> Decision | None:
    cost = outcome.get("fee_due") or 0
    assert isinstance(cost, int), "the outcome is that of the verdict"
    if body.cost_yen is None or cost <= body.cost_yen:
        return None
    return rejected("costs_more", "", cost_yen=cost)


def _live(resident: Resident, number: str) -> Booking | None:
    if not number.isprintable():
        return None
    booking = find_one(
        Booking,
        lock=True,
        municipality=resident.municipality,
        number=number,
        resident_id=resident.id,
    )
    if booking is None or booking.state not in LIVE:
        return None
    booking.resident = resident
    return booking
