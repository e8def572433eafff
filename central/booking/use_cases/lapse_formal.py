"""End a provisional booking that nobody formally applied for in time (OG-C3)."""

from central.booking.facts import booking_facts
from central.booking.models import BookingStatus
from central.booking.rows import end, locked_booking
from central.decision import NOT_OWN, Decision, refused, rejected
from central.journal import commands
from central.journal.commands import Context
from rules.families.formal import lapses_at

__all__ = ["KIND", "Body", "perform"]

KIND = "lapse_formal"


class Body(commands.Body):
    number: str


def perform(body: Body, context: Context) -> Decision:
    booking = locked_booking(body.number, None, context)
    if booking is None:
        return refused((NOT_OWN,))
    due = lapses_at(context.municipality, booking_facts(booking))
    if due is None or context.now < due:
        return rejected("not_due", "", state=booking.state)
    back = end(booking, BookingStatus.LAPSED, {}, context)
    return Decision("applied", booking=booking, outcome={"back_yen": back})
