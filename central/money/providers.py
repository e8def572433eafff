"""Whoever takes payments online for the municipalities (決済代行), and one that is simulated.

A provider knows a payment by our reference, shows the payer its own page, and calls back with a
signed text. Answered that we do not take the payment, it gives the money back to the payer.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.utils.crypto import constant_time_compare, salted_hmac

from central import clock

__all__ = ["PaymentProvider", "Settlement", "SimulatedProvider", "provider"]


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a provider calls back with: so much was paid at that instant."""

    reference: str
    yen: int
    paid_at: datetime
    signature: str


class PaymentProvider(Protocol):
    def begin(self, reference: str, yen: int) -> str:
        """The address of the page on which it is paid; the same when it is asked again."""

    def is_genuine(self, settlement: Settlement) -> bool:
        """Whether a call comes from the provider."""


class SimulatedProvider:
    """Signs with the centre's own secret: nobody else can say that something was paid."""

    def begin(self, reference: str, yen: int) -> str:
        return f"https://payments.invalid/{reference}?yen={yen}"

    def pay(self, reference: str, yen: int, at: datetime) -> Settlement:
        """What the payer does on that page, and the call that follows from it."""
        return Settlement(reference, yen, at, _signature(reference, yen, at))

    def is_genuine(self, settlement: Settlement) -> bool:
        expected = _signature(settlement.reference, settlement.yen, settlement.paid_at)
        return constant_time_compare(settlement.signature, expected)


def provider() -> PaymentProvider:
    """The one that this centre works with."""
    return SimulatedProvider()


def _signature(reference: str, yen: int, at: datetime) -> str:
    text = f"{reference}|{yen}|{clock.millis(at)}"
    return salted_hmac("central.money.providers", text, algorithm="sha256").hexdigest()
