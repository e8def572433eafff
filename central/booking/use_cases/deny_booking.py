"""Deny the use that was applied for, with a reason (不許可): nothing is owed."""

from central.booking.models import BookingStatus
from central.booking.rows import end, locked_booking
from central.decision import NOT_OWN, Decision, refused
from central.journal import commands
from central.journal.commands import Context
from central.registry.fields import Why

__all__ = ["KIND", "Body", "perform"]

KIND = "deny_booking"


class Body(commands.Body):
    number: str
    why: Why


def perform(body: Body, context: Context) -> Decision:
    undecided = (BookingStatus.PROVISIONAL, BookingStatus.APPLIED)
    booking = locked_booking(body.number, None, context, undecided)
    if booking is None:
        return refused((NOT_OWN,))
    back = end(booking, BookingStatus.DENIED, {}, context, body.why)
    return Decision("applied", booking=booking, outcome={"back_yen": back})
