"""The only place of the centre that makes ids and codes."""

import secrets
import uuid

from central import clock
from sync.wire import ordered_id

__all__ = ["DERIVED", "derived_id", "new_code", "new_id", "new_ids", "new_key"]

#: Crockford's base 32 without its letters that are misread.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUP_LENGTH = 4
_GROUPS = 4
_NOISE_BYTES = 10


#: The version of ids that only the centre derives: of no terminal's action, nor of chance.
DERIVED = 8
_VERSION_AT, _TIME_AT = 76, 80


def derived_id(space: uuid.UUID, name: str) -> uuid.UUID:
    """The one id of a name in a space, which nobody outside can bring along.

    It begins as its space does: what is derived from ids that grow with time grows with them.
    """
    number = uuid.uuid5(space, name).int & ~(0xF << _VERSION_AT) | DERIVED << _VERSION_AT
    return uuid.UUID(int=space.int >> _TIME_AT << _TIME_AT | number & (1 << _TIME_AT) - 1)


def new_id() -> uuid.UUID:
    (made,) = new_ids(1)
    return made


def new_ids(count: int) -> list[uuid.UUID]:
    """So many at once, for one call to the system; they grow with time."""
    now, noise = clock.millis(clock.now()), secrets.token_bytes(_NOISE_BYTES * count)
    starts = range(0, len(noise), _NOISE_BYTES)
    return [
        ordered_id(now, int.from_bytes(noise[start : start + _NOISE_BYTES])) for start in starts
    ]


def new_code() -> str:
    """A one-time code of 80 bits that a person can type: XXXX-XXXX-XXXX-XXXX."""
    groups = (
        "".join(secrets.choice(_ALPHABET) for _ in range(_GROUP_LENGTH)) for _ in range(_GROUPS)
    )
    return "-".join(groups)


def new_key(characters: str, length: int) -> str:
    """So many of these characters, each as likely as the other."""
    return "".join(secrets.choice(characters) for _ in range(length))
