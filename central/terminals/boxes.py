"""Open what a terminal sealed: a box of a login, and the same box inside an action."""

from collections.abc import Mapping
from hashlib import sha256
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from pydantic import ValidationError

from sync.seal import BadSealError, action_info, form_info, login_info, open_sealed
from sync.wire import (
    Credential,
    Envelope,
    Message,
    Personal,
    Sealed,
    canonical,
    decode_bytes,
)

__all__ = ["Keys", "box_digest", "open_action", "open_form", "open_login"]

Keys = Mapping[str, X25519PrivateKey]
M = TypeVar("M", bound=Message)


def open_login(keys: Keys, terminal: str, visit: str, box: Sealed) -> Credential | None:
    """What the resident typed and touched; None where the box was not made for this visit."""
    return _open(keys, login_info(terminal, visit), box, Credential)


def open_action(keys: Keys, envelope: Envelope) -> Personal | None:
    """The boxes that the action carries; None where they were sealed for another action."""
    info = action_info(envelope.terminal, envelope.seq, str(envelope.action), envelope.body.verb)
    return _open(keys, info, envelope.sealed, Personal)


def open_form(keys: Keys, envelope: Envelope, box: Sealed, kind: type[M]) -> M | None:
    """What was typed for the action; None where it is none, or was typed for something else."""
    info = form_info(envelope.terminal, str(envelope.visit), envelope.body.verb)
    return _open(keys, info, box, kind)


def box_digest(box: Sealed) -> str:
    """By this an action is known to carry the very box whose login was accepted."""
    return sha256(canonical(box).encode()).hexdigest()


def _open(keys: Keys, info: bytes, box: Sealed, kind: type[M]) -> M | None:
    key = keys.get(box.kid)
    if key is None:
        return None
    try:
        return kind.model_validate_json(open_sealed(key, info, decode_bytes(box.box)))
    except (BadSealError, ValidationError, ValueError):
        return None
