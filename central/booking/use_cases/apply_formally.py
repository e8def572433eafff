"""Hand in the formal application for a provisional booking (本申請)."""

from datetime import datetime
from uuid import UUID

from central.booking.asking import gather
from central.booking.facts import slot_of
from central.booking.models import BookingStatus
from central.booking.rows import locked_booking, rewrite
from central.decision import NOT_OWN, Decision, refused
from central.journal import commands
from central.journal.commands import Context
from rules.decide import decide
from rules.facts import Channel, Request, Verb

__all__ = ["KIND", "Body", "perform"]

KIND = "apply_formally"


class Body(commands.Body):
    """Who applies for which booking by which way; the deadline counts as it was recorded.

    No ``resident``: the staff, who took the paper in.
    """

    resident: UUID | None = None
    channel: Channel
    number: str
    recorded_at: datetime


def perform(body: Body, context: Context) -> Decision:
    booking = locked_booking(body.number, body.resident, context)
    if booking is None:
        return refused((NOT_OWN,))
    asked = gather(booking, slot_of(booking), context)
    request = Request(Verb.APPLY_FORMALLY, body.channel, booking=asked.booking)
    verdict = decide(context.municipality, request, asked.person, asked.facts, body.recorded_at)
    if not verdict.allowed:
        return refused(verdict.reasons)
    rewrite(booking, context, state=BookingStatus.APPLIED)
    return Decision("applied", booking=booking)
