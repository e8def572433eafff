"""Void a booking for a violation or an accident by its holder's fault, with a reason (無効)."""

from typing import Annotated

from pydantic import Field

from central.booking.models import BookingStatus
from central.booking.rows import end, locked_booking
from central.decision import NOT_OWN, Decision, refused, rejected
from central.journal import commands
from central.journal.commands import Context
from central.registry.fields import Why

__all__ = ["KIND", "Body", "perform"]

KIND = "void_booking"


class Body(commands.Body):
    """``kept_yen``: so much of its fee still stands, which the documents leave to the staff."""

    number: str
    why: Why
    kept_yen: Annotated[int, Field(ge=0)]


def perform(body: Body, context: Context) -> Decision:
    """Without notice and at any time (OG-10)."""
    booking = locked_booking(body.number, None, context)
    if booking is None:
        return refused((NOT_OWN,))
    if body.kept_yen > booking.fee:
        return rejected("more_than_the_fee", "", fee_yen=booking.fee)
    back = end(booking, BookingStatus.VOID, {"fee_due": body.kept_yen}, context, body.why)
    return Decision("applied", booking=booking, outcome={"back_yen": back})
