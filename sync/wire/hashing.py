"""The forms in which messages are written, chained and numbered."""

import base64
import hashlib
import json
from functools import lru_cache
from uuid import UUID

from sync.wire.base import Message
from sync.wire.messages import Signed

__all__ = [
    "canonical",
    "chain_hash",
    "decode_bytes",
    "encode_bytes",
    "entry_number",
    "receipt_number",
]


def canonical(message: Message) -> str:
    """The one JSON text of a message: sorted keys, no spaces, UTF-8 as it is."""
    return json.dumps(
        message.model_dump(mode="json"), ensure_ascii=False, separators=(",", ":"), sort_keys=True
    )


def chain_hash(signed: Signed) -> str:
    """What the next envelope names as ``prev``: SHA-256 over text and signature, hex."""
    return hashlib.sha256(f"{signed.text}|{signed.signature}".encode()).hexdigest()


@lru_cache(maxsize=16)
def receipt_number(action: UUID) -> str:
    """The number on the ticket, confirmed or not: 50 bits of the action's id as XXXXX-XXXXX.

    Crockford's base 32 (no I, L, O, U), so that it can be read out on the telephone.
    """
    text = _spelt(action, 10)
    return f"{text[:5]}-{text[5:]}"


def entry_number(action: UUID) -> str:
    """The number of an entry in a draw, under which it stands in the public list.

    60 bits of the action's id as XXXX-XXXX-XXXX: it says nothing of the person.
    """
    text = _spelt(action, 12)
    return f"{text[:4]}-{text[4:8]}-{text[8:]}"


def _spelt(action: UUID, letters: int) -> str:
    bits = int.from_bytes(hashlib.sha256(action.bytes).digest()[:8]) >> 64 - 5 * letters
    return "".join(
        "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[bits >> shift & 31]
        for shift in range(5 * (letters - 1), -1, -5)
    )


def encode_bytes(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def decode_bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
