"""The only place of the centre that makes ids and codes."""

import secrets
import uuid

__all__ = ["new_code", "new_id"]

#: Crockford's base 32 without its letters that are misread.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUP_LENGTH = 4
_GROUPS = 4


def new_id() -> uuid.UUID:
    return uuid.uuid4()  # noqa: TID251 - the one source of ids of the centre


def new_code() -> str:
    """A one-time code of 80 bits that a person can type: XXXX-XXXX-XXXX-XXXX."""
    groups = (
        "".join(secrets.choice(_ALPHABET) for _ in range(_GROUP_LENGTH)) for _ in range(_GROUPS)
    )
    return "-".join(groups)
