"""The only place of the centre that makes ids and codes."""

import secrets
import uuid

__all__ = ["DERIVED", "derived_id", "new_code", "new_id", "new_ids", "new_key"]

#: Crockford's base 32 without its letters that are misread.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUP_LENGTH = 4
_GROUPS = 4
_ID_BYTES = 16


#: The version of ids that only the centre derives: of no terminal's action, nor of chance.
DERIVED = 8
_VERSION_AT = 76


def derived_id(space: uuid.UUID, name: str) -> uuid.UUID:
    """The one id of a name in a space, which nobody outside can bring along."""
    number = uuid.uuid5(space, name).int
    return uuid.UUID(int=number & ~(0xF << _VERSION_AT) | DERIVED << _VERSION_AT)


def new_id() -> uuid.UUID:
    return uuid.uuid4()  # noqa: TID251 - the one source of ids of the centre


def new_ids(count: int) -> list[uuid.UUID]:
    """So many at once, for one call to the system."""
    noise = secrets.token_bytes(_ID_BYTES * count)
    starts = range(0, len(noise), _ID_BYTES)
    return [uuid.UUID(bytes=noise[start : start + _ID_BYTES], version=4) for start in starts]


def new_code() -> str:
    """A one-time code of 80 bits that a person can type: XXXX-XXXX-XXXX-XXXX."""
    groups = (
        "".join(secrets.choice(_ALPHABET) for _ in range(_GROUP_LENGTH)) for _ in range(_GROUPS)
    )
    return "-".join(groups)


def new_key(characters: str, length: int) -> str:
    """So many of these characters, each as likely as the other."""
    return "".join(secrets.choice(characters) for _ in range(length))
