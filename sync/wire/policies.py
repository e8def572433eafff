"""The rules of a municipality on their way to a terminal."""

from typing import Annotated

from pydantic import Field

from sync.wire.base import Hash, Message, Millis, Name

__all__ = ["POLICY_PATH", "PolicyFiles"]

#: GET ``?municipality=``, answered by ``PolicyFiles``.
POLICY_PATH = "/v1/policy"

#: A folder, perhaps those of texts in it, and a file: no way out of where it is written to.
FilePlace = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,40}(/[a-z0-9_]{1,40}){1,3}\.(toml|md)$")]


class PolicyFiles(Message):
    """``digest`` is the one that ``Availability`` named; the terminal comes to it by itself."""

    municipality: Name
    digest: Hash
    files: Annotated[
        dict[FilePlace, Annotated[str, Field(max_length=400_000)]], Field(max_length=256)
    ]
    centre_ms: Millis
