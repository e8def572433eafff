"""Everything that can come back when the terminal asks the centre something."""

from dataclasses import dataclass
from typing import Generic, TypeVar

__all__ = ["Answered", "Failed", "Nonsense", "NotModified", "Refused", "Reply", "Unreachable"]

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Answered(Generic[T_co]):
    message: T_co
    etag: str | None = None


@dataclass(frozen=True, slots=True)
class NotModified:
    """What the terminal has is what the centre has."""


@dataclass(frozen=True, slots=True)
class Unreachable:
    """No answer. ``sent`` is False only where the request certainly never left."""

    sent: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """The centre understood enough to say no; ``code`` as in ``Problem``."""

    status: int
    code: str
    retry_after_s: int = 0


@dataclass(frozen=True, slots=True)
class Nonsense:
    """An answer that is none of ours: a login page of a network, a broken or newer centre."""

    what: str


Failed = Unreachable | Refused | Nonsense
Reply = Answered[T_co] | NotModified | Failed
