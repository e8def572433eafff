"""The provider says that an online payment was made; a payment counts once, however often told."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from central.decision import APPLIED, Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.money.ledger import find_charge, owed_yen, record
from central.money.models import Charge, MovementKind, OnlinePayment, OnlineState
from central.money.payers import against_paying_online

__all__ = ["KIND", "Body", "perform", "stored"]

KIND = "settle_online_payment"


class Body(commands.Body):
    """``paid_at`` is the provider's word; it counts from the beginning of the payment to now."""

    payment: UUID
    yen: Annotated[int, Field(ge=1, le=100_000_000)]
    paid_at: AwareDatetime


def perform(body: Body, context: Context) -> Decision:
    """What cannot be taken any more is refused for ever: the provider gives it back."""
    payment = OnlinePayment.objects.filter(
        municipality=context.municipality.id, id=body.payment
    ).first()
    charge = None if payment is None else find_charge(payment.charge_id, context)
    if payment is None or charge is None:
        return rejected("no_such_payment", "")
    payment.refresh_from_db()  # now that nobody else settles it
    if payment.yen != body.yen:
        return rejected("amount_differs", "", right_yen=payment.yen)
    if payment.state != OnlineState.BEGUN:
        return stored(payment)
    payment.why = _against(body, payment, charge, context)
    payment.state = OnlineState.REFUSED if payment.why else OnlineState.SETTLED
    payment.ended_at = context.now
    payment.save(update_fields=["state", "why", "ended_at"])
    if not payment.why:
        record(charge, MovementKind.ONLINE, payment.yen, payment.id.hex, context)
    return stored(payment)


def stored(payment: OnlinePayment) -> Decision:
    """What was decided about a payment that has ended."""
    return rejected(payment.why, "") if payment.why else APPLIED


def _against(body: Body, payment: OnlinePayment, charge: Charge, context: Context) -> str:
    """The code of what stands against it; empty: nothing."""
    if owed_yen(charge) < payment.yen:
        return "already_paid"
    paid_at = _between(payment.begun_at, body.paid_at, context.now)
    reasons = against_paying_online(charge, context.municipality, paid_at)
    return reasons[0].code if reasons else ""


def _between(first: datetime, wanted: datetime, last: datetime) -> datetime:
    return max(first, min(wanted, last))
