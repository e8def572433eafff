"""What became of an action, for whoever has the number on its ticket, and nothing else."""

import re
from datetime import datetime

from central.clock import millis
from central.terminals.models import Action
from sync.wire import ReceiptState

__all__ = ["receipt_state"]

_NUMBER = re.compile(r"([0-9A-HJKMNP-TV-Z]{5})-?([0-9A-HJKMNP-TV-Z]{5})")
#: Letters that are written for the digits they look like; Crockford's base 32 has none of them.
_MISREAD = str.maketrans("OIL", "011")


def receipt_state(typed: str, now: datetime) -> ReceiptState | None:
    """None where it is no such number."""
    found = _NUMBER.fullmatch(typed.strip().upper().translate(_MISREAD))
    if found is None:
        return None
    number = f"{found[1]}-{found[2]}"
    action = Action.objects.filter(number=number).order_by("received_at").first()
    if action is None:
        return ReceiptState(number=number, state="unknown", centre_ms=millis(now))
    return ReceiptState.model_validate(
        {
            "number": number,
            "state": str(action.verdict),
            "verb": action.verb,
            "decided_ms": millis(action.received_at),
            "centre_ms": millis(now),
        }
    )
