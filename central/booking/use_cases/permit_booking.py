"""Permit the use that was applied for (使用許可)."""

from central.booking.models import Booking, BookingStatus
from central.booking.rows import locked_booking, rewrite
from central.decision import NOT_OWN, Decision, refused, rejected
from central.journal import commands
from central.journal.commands import Context
from rules.families import formal

__all__ = ["KIND", "Body", "perform"]

KIND = "permit_booking"


class Body(commands.Body):
    number: str


def perform(body: Body, context: Context) -> Decision:
    """Of a booking that has been applied for; where no formal application is known, any."""
    booking = locked_booking(body.number, None, context)
    if booking is None:
        return refused((NOT_OWN,))
    if booking.state not in _permitted_from(booking, context):
        return rejected("not_applied_for", "", state=booking.state)
    rewrite(booking, context, state=BookingStatus.PERMITTED)
    return Decision("applied", booking=booking)


def _permitted_from(booking: Booking, context: Context) -> frozenset[str]:
    parts = context.municipality.settings(booking.facility, booking.day)
    applied = frozenset({BookingStatus.APPLIED})
    return applied if formal.Settings in parts else applied | {BookingStatus.PROVISIONAL}
