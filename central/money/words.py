"""A charge as the staff read it."""

from central.booking.words import who_text
from central.money.models import Charge

__all__ = ["payer_text"]


def payer_text(charge: Charge) -> str:
    """The resident with the number; else the name under which was booked."""
    if charge.resident is not None:
        return f"{charge.resident.name}（{charge.resident.number}）"
    return "" if charge.booking is None else who_text(charge.booking)
