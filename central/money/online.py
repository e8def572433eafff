"""Paying online, from the two sides: the payer begins, the provider calls back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from central.decision import Decision
from central.ids import new_id
from central.journal.commands import Context
from central.journal.write import carry_out
from central.money.models import OnlinePayment, OnlineState
from central.money.providers import Order, PaymentProvider, Settlement
from central.money.use_cases import settle_online_payment, start_online_payment
from central.policies import municipalities

__all__ = ["Begun", "Payer", "Unknown", "begin_payment", "receive_settlement"]


@dataclass(frozen=True, slots=True)
class Payer:
    """The address to come back to, and the language to be addressed in."""

    back: str
    language: str


@dataclass(frozen=True, slots=True)
class Begun:
    """The page of the provider on which it is paid."""

    address: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """No such payment, or a call that is not the provider's."""


def begin_payment(
    body: start_online_payment.Body, context: Context, provider: PaymentProvider, payer: Payer
) -> Begun | Decision:
    """Once it is written down the provider is asked; asked again, both say the same.

    The provider sends the payer back afterwards.
    """
    decision = carry_out(body, context)
    if decision.verdict != "applied":
        return decision
    return Begun(provider.begin(Order(body.payment.hex, body.yen, payer.back, payer.language)))


def receive_settlement(
    settlement: Settlement, provider: PaymentProvider, now: datetime
) -> Decision | Unknown:
    """The same answer however often it is called; a rejection has the provider give it back."""
    payment = _find(settlement.reference)
    if payment is None or not provider.is_genuine(settlement):
        return Unknown()
    if payment.state != OnlineState.BEGUN and payment.yen == settlement.yen:
        return settle_online_payment.stored(payment)
    municipality = municipalities()[payment.municipality]
    body = settle_online_payment.Body(
        payment=payment.id, yen=settlement.yen, paid_at=settlement.paid_at
    )
    return carry_out(body, Context(municipality, now, "web", new_id()))


def _find(reference: str) -> OnlinePayment | None:
    try:
        payment = UUID(hex=reference)
    except ValueError:
        return None
    return OnlinePayment.objects.filter(id=payment).first()
