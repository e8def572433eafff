"""Words that a signed request brings along, each good for one request of its terminal."""

from datetime import datetime
from functools import partial
from hashlib import sha256

from central.terminals.bounds import CLOCK_OFF_MAX
from central.terminals.models import Terminal, UsedNonce
from central.transactions import in_transaction

__all__ = ["use_nonce"]

#: Whatever came before that is refused by its time: earlier by that much, and now as late.
REMEMBERED = 2 * CLOCK_OFF_MAX


def use_nonce(terminal: Terminal, nonce: str, now: datetime) -> bool:
    """Whether nobody has used it; it is used now. What need not be remembered is forgotten."""
    return in_transaction(partial(_use, terminal, sha256(nonce.encode()).hexdigest(), now))


def _use(terminal: Terminal, digest: str, now: datetime) -> bool:
    mine = UsedNonce.objects.filter(municipality=terminal.municipality, terminal=terminal)
    mine.filter(used_at__lt=now - REMEMBERED).delete()
    if mine.filter(nonce=digest).exists():
        return False
    UsedNonce.objects.create(
        municipality=terminal.municipality, terminal=terminal, nonce=digest, used_at=now
    )
    return True
