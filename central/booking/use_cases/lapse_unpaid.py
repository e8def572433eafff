"""End a booking that was not paid in time, as a no-show where the rules say so (ON-31, OG-W3)."""

from central.booking.facts import booking_facts
from central.booking.models import Booking, BookingStatus
from central.booking.rows import end, locked_booking
from central.decision import NOT_OWN, Decision, refused, rejected
from central.journal import commands
from central.journal.commands import Context
from rules.families.payment import lapses_unpaid

__all__ = ["KIND", "Body", "perform"]

KIND = "lapse_unpaid"


class Body(commands.Body):
    number: str


def perform(body: Body, context: Context) -> Decision:
    """What costs nothing is never unpaid."""
    booking = locked_booking(body.number, None, context)
    if booking is None:
        return refused((NOT_OWN,))
    lapse = lapses_unpaid(context.municipality, booking_facts(booking)) if booking.fee else None
    if lapse is None or context.now < lapse[0]:
        return rejected("not_due", "", state=booking.state)
    if lapse[1] == "no_show":
        _count(booking)
        end(booking, BookingStatus.NO_SHOW, {}, context)
    else:
        end(booking, BookingStatus.LAPSED, {}, context)
    return Decision("applied", booking=booking)


def _count(booking: Booking) -> None:
    """One more of the resident, whose row is locked."""
    if booking.resident is not None:
        booking.resident.no_shows += 1
        booking.resident.save(update_fields=["no_shows"])
