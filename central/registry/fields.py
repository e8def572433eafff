"""The kinds of value that commands about residents are told, no longer than their columns."""

import unicodedata
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

__all__ = [
    "Agreement",
    "CardUid",
    "Digest",
    "Line",
    "Mail",
    "Method",
    "Number",
    "Paper",
    "Person",
    "Phone",
    "Secret",
    "Why",
    "Word",
]


def _readable(text: str) -> str:
    """Whatever a name may be written with, the wide space included; no database takes the rest."""
    if any(unicodedata.category(character).startswith("C") for character in text):
        raise ValueError("must not contain control characters")
    return text


def _some(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be empty")
    return _readable(text)


Number = Annotated[str, Field(max_length=64), AfterValidator(_some)]
Person = Annotated[str, Field(max_length=200), AfterValidator(_some)]
Line = Annotated[str, Field(max_length=200), AfterValidator(_readable)]
Phone = Annotated[str, Field(max_length=32, pattern=r"^[0-9+ ()-]*$")]
#: May be somebody else's (KM-10), so that two residents may have the same.
Mail = Annotated[str, Field(max_length=254, pattern=r"^([^@\s]+@[^@\s]+)?$")]
Word = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,40}$")]
Paper = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,32}$")]
Method = Literal["", "debit", "online", "cash"]
CardUid = Annotated[str, Field(pattern=r"^[0-9A-F]{4,64}$")]
#: SHA-256, or what else somebody made of a secret, as hex.
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
#: An Argon2id hash; the password itself never comes here.
Secret = Annotated[str, Field(max_length=200, pattern=r"^\$argon2id\$")]
Why = Annotated[str, Field(max_length=200), AfterValidator(_some)]


class Agreement(BaseModel):
    """Consent to the terms of a class, or the municipality, as that version has them.

    ``version`` is None where a class is applied for and the consent is still to be asked.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    facility_class: Word
    version: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
