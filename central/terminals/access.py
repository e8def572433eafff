"""Whether it is this terminal that speaks: signatures for what changes, tokens for reading."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Generic, TypeVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core import signing
from django.http import HttpRequest
from ninja.security import HttpBearer
from pydantic import ValidationError

from central.clock import millis
from central.find import find_one
from central.terminals.bounds import CLOCK_OFF_MAX
from central.terminals.models import Terminal
from sync.wire import (
    KeepForm,
    Login,
    Problem,
    ResumeForm,
    Signed,
    TerminalState,
    TokenWanted,
    decode_bytes,
)

__all__ = [
    "TOKEN_SECONDS",
    "Bearer",
    "Heard",
    "enrolled",
    "has_signed",
    "hear",
    "new_token",
]

TOKEN_SECONDS = 600
_SALT = "machikado.terminal.token"

M = TypeVar("M", Login, TokenWanted, TerminalState, KeepForm, ResumeForm)


@dataclass(frozen=True, slots=True)
class Heard(Generic[M]):
    """A message, and the terminal that signed it."""

    terminal: Terminal
    message: M


def hear(signed: Signed, kind: type[M], now: datetime) -> Heard[M] | Problem:
    """Read a signed message of this time; nothing in it counts before the signature does."""
    try:
        message = kind.model_validate_json(signed.text)
    except ValidationError:
        return Problem(code="invalid", detail="text: not a message of this kind")
    terminal = enrolled(message.terminal)
    if isinstance(terminal, Problem):
        return terminal
    if not has_signed(terminal.public_key, signed):
        return Problem(code="bad_signature", detail=terminal.name)
    if abs(message.wall_ms - millis(now)) > CLOCK_OFF_MAX // timedelta(milliseconds=1):
        return Problem(code="wrong_time", detail=terminal.name)
    return Heard(terminal, message)


def enrolled(name: str) -> Terminal | Problem:
    terminal = find_one(Terminal, name=name)
    if terminal is None:
        return Problem(code="unknown_terminal", detail=name)
    if terminal.revoked:
        return Problem(code="revoked_terminal", detail=name)
    return terminal


def has_signed(public_key: str, signed: Signed) -> bool:
    try:
        signature = decode_bytes(signed.signature)
        _public_key(public_key).verify(signature, signed.text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def new_token(terminal: Terminal) -> str:
    return signing.dumps(terminal.name, salt=_SALT)


class Bearer(HttpBearer):
    """The token of a terminal that is still enrolled; ``request.auth`` is the terminal."""

    def authenticate(self, request: HttpRequest, token: str) -> Terminal | None:  # noqa: ARG002 - ninja's signature
        try:
            name = signing.loads(token, salt=_SALT, max_age=TOKEN_SECONDS)
        except signing.BadSignature:
            return None
        terminal = enrolled(name)
        return None if isinstance(terminal, Problem) else terminal


@lru_cache(maxsize=1024)
def _public_key(text: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(decode_bytes(text))
