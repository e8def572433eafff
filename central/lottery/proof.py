"""What makes a draw one that anybody can check: docs/draw.md says it for those who do.

All texts are UTF-8, all hashes SHA-256 in hexadecimal, and ``|`` stands where it stands.
"""

import hmac
import json
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from uuid import UUID

from sync.wire import entry_number

__all__ = ["canonical", "commitment", "draw_id", "leaf", "merkle_root", "seed", "user_number"]


def draw_id(municipality: str, month: date) -> str:
    return f"{municipality}/{month:%Y-%m}"


def canonical(value: object) -> str:
    """The one JSON text of a value: sorted keys, no spaces, UTF-8 as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def commitment(draw: str, secret: str) -> str:
    """What is published before the first entry; ``secret`` is hexadecimal."""
    return sha256(f"kiosk-draw/v1|{draw}|{secret}".encode()).hexdigest()


def leaf(value: Mapping[str, object]) -> str:
    """One of what a list is made of."""
    return sha256(b"\x00" + canonical(value).encode()).hexdigest()


def merkle_root(leaves: Iterable[str]) -> str:
    """Over the leaves in their order, as in RFC 6962; one that has no partner moves up."""
    level = [bytes.fromhex(one) for one in leaves]
    assert level, "the head of a list is its first leaf"
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        above = [sha256(b"\x01" + left + right).digest() for left, right in pairs]
        level = [*above, level[-1]] if len(level) % 2 else above
    return level[0].hex()


def seed(draw: str, secret: str, root: str, public_value: str) -> bytes:
    """Out of the secret, the list, and the value that came after the list."""
    message = f"seed|{draw}|{root}|{public_value}"
    return hmac.digest(bytes.fromhex(secret), message.encode(), "sha256")


def user_number(draw: str, resident: UUID) -> str:
    """Under which a draw ranks somebody: another one in every draw, whenever they enter (KM-31).

    The id of a resident is random and never published, so nobody can tell whose number it is.
    """
    digest = hmac.digest(resident.bytes, f"user|{draw}".encode(), "sha256")
    return entry_number(UUID(bytes=digest[:16]))
