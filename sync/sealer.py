"""Seals what a resident typed, in the thread of the keyboard, before anything else sees it."""

import hmac
import json
from collections.abc import Mapping
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync.identity import Identity
from sync.seal import form_info, login_info, seal
from sync.wire import FirstPassword, Form, Sealed, canonical, encode_bytes

__all__ = ["Sealer"]

PASSWORD_BYTES_MAX = 512
_QUOTE, _BACKSLASH, _SPACE = 0x22, 0x5C, 0x20


class Sealer:
    """May be called from any thread: it reads one frozen identity, replaced as a whole."""

    def __init__(self, identity: Identity) -> None:
        self.identity = identity

    def __call__(
        self, visit: UUID, card: str | None, number: str | None, password: bytearray
    ) -> Sealed:
        """Seal a ``Credential``; the caller overwrites ``password``, which is UTF-8."""
        info = login_info(self.identity.terminal, str(visit))
        return self._sealed(info, password_json({"card": card, "number": number}, password))

    def mark(self, claimed: str) -> int:
        """Tells cards and numbers apart, nearly: two bytes, under a key of this terminal alone.

        Some 1,500 numbers of eight digits share each mark.
        """
        private = self.identity.key.private_bytes_raw()
        key = HKDF(SHA256(), 32, salt=None, info=b"machikado/mark/v1").derive(private)
        return int.from_bytes(hmac.digest(key, claimed.encode(), "sha256")[:2])

    def new_password(
        self, visit: UUID, password: bytearray, first: FirstPassword | None = None
    ) -> Sealed:
        """Seal a ``NextPassword``, or what proves a ``first`` one, whose own password is empty."""
        known = {} if first is None else first.model_dump(mode="json", exclude={"password"})
        info = form_info(self.identity.terminal, str(visit), "set_password")
        return self._sealed(info, password_json(known, password))

    def form(self, visit: UUID, verb: str, form: Form) -> Sealed:
        """Seal what else was typed for an action."""
        info = form_info(self.identity.terminal, str(visit), verb)
        return self._sealed(info, bytearray(canonical(form).encode()))

    def _sealed(self, info: bytes, plain: bytearray) -> Sealed:
        kid, key = self.identity.newest
        try:
            box = seal(key, info, plain)
        finally:
            wipe(plain)
        return Sealed(kid=kid, box=encode_bytes(box))


def password_json(told: Mapping[str, str | None], password: bytearray) -> bytearray:
    """An object that ends in a password, in memory that can be overwritten; a str never can be."""
    assert len(password) <= PASSWORD_BYTES_MAX, "the keyboard limits what is typed"
    pairs = "".join(f"{json.dumps(key)}:{json.dumps(value)}," for key, value in told.items())
    head = f'{{{pairs}"password":"'
    # Made at its largest size: a bytearray that grows leaves its old copies behind.
    plain = bytearray(len(head.encode()) + 6 * len(password) + 2)
    end = len(head)
    plain[:end] = head.encode()
    for byte in password:
        if byte < _SPACE:
            plain[end : end + 6] = b"\\u%04x" % byte
            end += 6
            continue
        if byte in (_QUOTE, _BACKSLASH):
            plain[end] = _BACKSLASH
            end += 1
        plain[end] = byte
        end += 1
    plain[end : end + 2] = b'"}'
    # JSON allows white space after the object: what is left of the room is filled with it.
    plain[end + 2 :] = b" " * (len(plain) - end - 2)
    return plain


def wipe(secret: bytearray) -> None:
    for index in range(len(secret)):
        secret[index] = 0
