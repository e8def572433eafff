"""Seals what a resident typed, in the thread of the keyboard, before anything else sees it."""

import json
from uuid import UUID

from sync.identity import Identity
from sync.seal import login_info, seal
from sync.wire import Sealed, encode_bytes

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
        identity = self.identity
        kid, key = identity.newest
        plain = credential_json(card, number, password)
        try:
            box = seal(key, login_info(identity.terminal, str(visit)), plain)
        finally:
            wipe(plain)
        return Sealed(kid=kid, box=encode_bytes(box))


def credential_json(card: str | None, number: str | None, password: bytearray) -> bytearray:
    """The JSON of a ``Credential`` in memory that can be overwritten; a str never can be."""
    assert len(password) <= PASSWORD_BYTES_MAX, "the keyboard limits what is typed"
    head = f'{{"card":{json.dumps(card)},"number":{json.dumps(number)},"password":"'
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
