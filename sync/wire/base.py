"""What every message of the wire is made of."""

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "KEYS_ONLY",
    "VERSION",
    "Base64",
    "Hash",
    "Message",
    "Millis",
    "Minute",
    "Name",
    "Text",
    "Word",
]

VERSION: Final = 1

Base64 = Annotated[str, Field(max_length=8_000, pattern=r"^[A-Za-z0-9+/]*={0,2}$")]
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Name = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[a-z0-9_./-]+$")]
Word = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,40}$")]
Minute = Annotated[int, Field(ge=0, le=1440)]
Millis = Annotated[int, Field(ge=0)]
Text = Annotated[str, Field(max_length=500)]

#: Of what is read, pydantic keeps no value for the next message: it may be personal.
KEYS_ONLY: Final = ConfigDict(cache_strings="keys")


class Message(BaseModel):
    """Unknown keys are errors, values are not coerced, and a message never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, **KEYS_ONLY)
