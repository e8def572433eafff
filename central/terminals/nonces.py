"""Words that a signed request brings along, each good for one request of its terminal."""

from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import Any

from central.find import find
from central.ids import new_id
from central.sql import insert_new, new, update
from central.terminals.bounds import CLOCK_OFF_MAX
from central.terminals.models import Terminal, UsedNonce
from central.transactions import in_transaction

__all__ = ["use_nonce"]

#: Whatever came before that is refused by its time: earlier by that much, and now as late.
REMEMBERED = 2 * CLOCK_OFF_MAX
_FORGET = """
DELETE FROM terminals_usednonce WHERE municipality = %s AND terminal_id = %s AND used_at < %s
"""


def use_nonce(terminal: Terminal, nonce: str, now: datetime) -> bool:
    """Whether nobody has used it; it is used now. What need not be remembered is forgotten."""
    return in_transaction(partial(_use, terminal, sha256(nonce.encode()).hexdigest(), now))


def _use(terminal: Terminal, digest: str, now: datetime) -> bool:
    whose: dict[str, Any] = {"municipality": terminal.municipality, "terminal_id": terminal.id}
    update(_FORGET, *whose.values(), now - REMEMBERED)
    if find(UsedNonce, **whose, nonce=digest):
        return False
    insert_new(new(UsedNonce, **whose, id=new_id(), nonce=digest, used_at=now))
    return True
