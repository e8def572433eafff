"""Whether a municipality debits accounts (口座振替) at all."""

from rules.families import payment
from rules.policy import Municipality

__all__ = ["is_debited"]


def is_debited(municipality: Municipality) -> bool:
    return any(
        isinstance(found := parts.get(payment.Settings), payment.Settings)
        and found.debit is not None
        for parts in municipality.parts.values()
    )
