"""A charge as the staff read it."""

from central.booking.words import who_text
from central.money.models import Charge
from rules import wording

__all__ = ["payer_text", "refusal_text"]


def payer_text(charge: Charge) -> str:
    """The resident with the number; else the name under which was booked."""
    if charge.resident is not None:
        return f"{charge.resident.name}（{charge.resident.number}）"
    return "" if charge.booking is None else who_text(charge.booking)


def refusal_text(code: str) -> str:
    """Why an online payment came to nothing, as the catalogue of the reasons says it."""
    return wording.text(code, "ja") if code and wording.has_text(code, "ja") else code
