"""Whoever takes payments online for the municipalities (決済代行), and one that is simulated.

A provider knows a payment by our reference, shows the payer its own page, and calls back with a
signed text. Answered that we do not take the payment, it gives the money back to the payer.
"""

from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Protocol
from urllib.parse import urlencode

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils.crypto import constant_time_compare, salted_hmac

from central import clock

__all__ = ["Order", "PaymentProvider", "Settlement", "SimulatedProvider", "provider"]

#: The page of the simulated one, on this very centre.
PAGE = "/simulated-provider"
_ORDER_SALT = "central.money.providers.order"


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a provider calls back with: so much was paid at that instant."""

    reference: str
    yen: int
    paid_at: datetime
    signature: str


@dataclass(frozen=True, slots=True)
class Order:
    """So much is to be paid; ``back`` is where the payer goes afterwards, whatever came of it."""

    reference: str
    yen: int
    back: str
    language: str


class PaymentProvider(Protocol):
    def begin(self, order: Order) -> str:
        """The address of the page on which it is paid; the same when it is asked again."""

    def is_genuine(self, settlement: Settlement) -> bool:
        """Whether a call comes from the provider."""


class SimulatedProvider:
    """Signs with the centre's own secret: nobody else can say that something was paid."""

    def begin(self, order: Order) -> str:
        signed = Signer(salt=_ORDER_SALT).sign_object(astuple(order))
        return f"{PAGE}?{urlencode({'o': signed, 'lang': order.language})}"

    def read(self, signed: str) -> Order | None:
        """What was begun; None where nothing was."""
        try:
            return Order(*Signer(salt=_ORDER_SALT).unsign_object(signed))
        except BadSignature:
            return None

    def pay(self, reference: str, yen: int, at: datetime) -> Settlement:
        """What the payer does on that page, and the call that follows from it."""
        return Settlement(reference, yen, at, _signature(reference, yen, at))

    def is_genuine(self, settlement: Settlement) -> bool:
        expected = _signature(settlement.reference, settlement.yen, settlement.paid_at)
        return constant_time_compare(settlement.signature, expected)


def provider() -> PaymentProvider | None:
    """The one that this centre works with; None: nothing is paid online (``CENTRAL_PAYMENTS``)."""
    return SimulatedProvider() if settings.PAYMENTS_SIMULATED else None


def _signature(reference: str, yen: int, at: datetime) -> str:
    text = f"{reference}|{yen}|{clock.millis(at)}"
    return salted_hmac("central.money.providers", text, algorithm="sha256").hexdigest()
