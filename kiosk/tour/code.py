"""What the code of a ticket says: a number, or the whole action where it is not decided yet."""

from sync.wire import Envelope, receipt_number, signed_of

__all__ = ["number_in"]


def number_in(code: str) -> str:
    """The number of the action, as it stands on the ticket."""
    signed = signed_of(code)
    if signed is None:
        return code.rsplit(":", 1)[-1]
    return receipt_number(Envelope.model_validate_json(signed.text).action)
