"""A machine with a one-time code becomes a terminal; asked again, it gets the same answer."""

from datetime import datetime
from functools import partial

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from central.clock import millis
from central.ids import new_id
from central.terminals.models import EnrolmentCode, Terminal
from central.terminals.sealing import published_keys
from central.terminals.use_cases.issue_code import code_digest
from central.transactions import in_transaction
from sync.wire import Enrol, Enrolled, Problem, decode_bytes

__all__ = ["enrol"]

NAME_SUFFIX_LENGTH = 8


def enrol(wanted: Enrol, now: datetime) -> Enrolled | Problem:
    if not _is_key(wanted.public_key):
        return Problem(code="invalid", detail="public_key: not an Ed25519 public key")
    terminal = in_transaction(partial(_terminal, wanted, now))
    if terminal is None:
        return Problem(code="bad_code")
    return Enrolled(
        terminal=terminal.name,
        municipality=terminal.municipality,
        venue=terminal.venue,
        sealing_keys=published_keys(now),
        centre_ms=millis(now),
    )


def _terminal(wanted: Enrol, now: datetime) -> Terminal | None:
    code = EnrolmentCode.objects.select_for_update().filter(digest=code_digest(wanted.code)).first()
    if code is None:
        return None
    if code.terminal_id is not None:
        return Terminal.objects.filter(pk=code.terminal_id, public_key=wanted.public_key).first()
    if code.expires_at <= now:
        return None
    return _new_terminal(code, wanted, now)


def _new_terminal(code: EnrolmentCode, wanted: Enrol, now: datetime) -> Terminal:
    fresh = new_id()
    code.terminal = Terminal.objects.create(
        id=fresh,
        municipality=code.municipality,
        venue=code.venue,
        name=f"{code.municipality}-{code.venue}-{fresh.hex[-NAME_SUFFIX_LENGTH:]}",
        public_key=wanted.public_key,
        enrolled_at=now,
    )
    code.save(update_fields=["terminal"])
    return code.terminal


def _is_key(text: str) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(decode_bytes(text))
    except ValueError:
        return False
    return True
