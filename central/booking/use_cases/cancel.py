"""Cancel one's own booking: decide with authority, free its cells in the same transaction."""

from dataclasses import dataclass
from datetime import datetime

from central.booking.facts import booking_facts
from central.booking.models import Booking, BookingStatus, Cell
from central.decision import Decision, refused, scalars
from central.registry.facts import resident_facts
from central.registry.models import Resident
from rules.calendar import day_of
from rules.decide import decide
from rules.facts import Channel, Facts, Request, Verb
from rules.policy import Municipality
from rules.verdict import Reason

__all__ = ["Withdrawal", "cancel"]

#: Another's number and one that never was are refused alike: nobody learns whose a number is.
NOT_OWN = Reason("not_own", "CM-07")


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A wish to cancel, from whom, and when it was recorded."""

    municipality: Municipality
    resident: Resident
    number: str
    recorded_at: datetime
    channel: Channel


def cancel(withdrawal: Withdrawal, now: datetime) -> Decision:
    """Runs inside the transaction of the action that asks; a deadline counts as recorded."""
    booking = _live(withdrawal)
    if booking is None:
        return refused((NOT_OWN,))
    known = booking_facts(booking)
    verdict = decide(
        withdrawal.municipality,
        Request(Verb.CANCEL, withdrawal.channel, booking=known),
        resident_facts(withdrawal.resident, day_of(now)),
        Facts(bookings=(known,)),
        withdrawal.recorded_at,
    )
    if not verdict.allowed:
        return refused(verdict.reasons)
    booking.state = BookingStatus.CANCELLED
    booking.changed_at = now
    booking.save(update_fields=["state", "changed_at"])
    Cell.objects.filter(booking=booking).delete()
    return Decision("applied", booking=booking, outcome=scalars(verdict.outcome or {}))


def _live(withdrawal: Withdrawal) -> Booking | None:
    if not withdrawal.number.isprintable():
        return None
    return (
        Booking.objects.select_for_update()
        .filter(
            municipality=withdrawal.municipality.id,
            number=withdrawal.number,
            resident=withdrawal.resident,
            state=BookingStatus.CONFIRMED,
        )
        .first()
    )
