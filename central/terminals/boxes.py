"""Open what a terminal sealed: a box of a login, and the same box inside an action."""

import logging
from collections.abc import Mapping
from hashlib import sha256
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from pydantic import ValidationError

from central.logs import event
from central.terminals.models import SealingKey
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

__all__ = [
    "KeyNotHereError",
    "Keys",
    "box_digest",
    "kids_of",
    "open_action",
    "open_form",
    "open_login",
]

Keys = Mapping[str, X25519PrivateKey]
M = TypeVar("M", bound=Message)


class KeyNotHereError(Exception):
    """Somebody sealed to a key of the centre that this machine lacks; another one may have it."""


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


def kids_of(keys: Keys, envelope: Envelope) -> frozenset[str]:
    """The keys without which the action cannot be read: its box's, and those inside."""
    personal = open_action(keys, envelope)
    inside = () if personal is None else (personal.login, personal.form)
    return frozenset({envelope.sealed.kid, *(box.kid for box in inside if box is not None)})


def box_digest(box: Sealed) -> str:
    """By this an action is known to carry the very box whose login was accepted."""
    return sha256(canonical(box).encode()).hexdigest()


def _open(keys: Keys, info: bytes, box: Sealed, kind: type[M]) -> M | None:
    key = keys.get(box.kid)
    if key is None:
        _ask_elsewhere(box.kid)
        return None
    try:
        return kind.model_validate_json(open_sealed(key, info, decode_bytes(box.box)))
    except (BadSealError, ValidationError, ValueError):
        return None


def _ask_elsewhere(kid: str) -> None:
    """Without its key nothing can be said of a box that another machine of the centre can open."""
    if kid.isprintable() and SealingKey.objects.filter(kid=kid, retired_at=None).exists():
        event("sealing_key_missing", level=logging.ERROR, kid=kid)
        raise KeyNotHereError(kid)
