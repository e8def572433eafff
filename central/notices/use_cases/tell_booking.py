"""Tell a resident by mail how a booking stands, one who wishes it (利用申請の内容, KT-18)."""

from datetime import datetime
from uuid import UUID

from pydantic import AwareDatetime

from central.booking.facts import slot_of
from central.booking.models import Booking
from central.decision import APPLIED, Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.money.models import Charge, ChargeState
from central.money.paying import link_to_pay
from central.notices.mail import tell

__all__ = ["KIND", "Body", "key_of", "perform"]

KIND = "tell_booking"


class Body(commands.Body):
    """``changed_at``: as of when; a change since then is told by itself."""

    booking: UUID
    changed_at: AwareDatetime


def key_of(booking: UUID, changed_at: datetime) -> str:
    return f"booking {booking} {changed_at.timestamp():.6f}"


def perform(body: Body, context: Context) -> Decision:
    booking = (
        Booking.objects.select_related("resident")
        .filter(municipality=context.municipality.id, pk=body.booking, changed_at=body.changed_at)
        .first()
    )
    if booking is None or booking.resident is None:
        return rejected("not_as_it_was", "")
    tell(
        booking.resident,
        "booking",
        "bookings",
        _params(booking) | _to_pay(booking, context),
        key_of(booking.id, booking.changed_at),
        context,
    )
    return APPLIED


def _to_pay(booking: Booking, context: Context) -> dict[str, str]:
    """The link to what is owed of it; of several charges the first."""
    due = Charge.objects.select_related("booking", "resident").filter(
        booking=booking, state=ChargeState.DUE
    )
    first = due.order_by("made_at", "id").first()
    return {} if first is None else link_to_pay(first, context)


def _params(booking: Booking) -> dict[str, object]:
    slot = slot_of(booking)
    return {
        "number": booking.number,
        "state": booking.state,
        "slot": {
            "facility": slot.facility,
            "sport": slot.sport,
            "courts": slot.courts,
            "day": slot.day.isoformat(),
            "start_minute": slot.start_minute,
            "end_minute": slot.end_minute,
        },
        "fee_yen": booking.fee,
        "why": booking.why,
    }
