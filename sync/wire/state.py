"""How a terminal is, in its own words, once a minute."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from sync.wire.base import VERSION, Hash, Message, Millis, Name
from sync.wire.bodies import RETURNED_MAX
from sync.wire.messages import SealingKey

__all__ = ["StateNoted", "TerminalState"]


class TerminalState(Message):
    """Signed, about once a minute: that the terminal is alive, and what its staff should know.

    ``clock_ms`` is its own clock, right or wrong; ``oldest_ms`` the one of the oldest action that
    waits. ``kid`` is the key that it seals to. ``paper``, ``reader`` and ``intake`` are its codes
    (None: actions are recorded). ``returned`` are holds of ``session`` that it gives back for good.
    """

    v: Literal[1] = VERSION
    terminal: Name
    nonce: Annotated[str, Field(min_length=16, max_length=64)]
    wall_ms: Millis
    clock_ms: Millis
    version: Name
    paper: Name
    reader: Name
    intake: Name | None
    unsent: Annotated[int, Field(ge=0)]
    oldest_ms: Millis | None
    kid: Name
    session: UUID | None = None
    returned: Annotated[tuple[UUID, ...], Field(max_length=RETURNED_MAX)] = ()
    #: The digest of the rules in use where it stands; refused: it cannot read the centre's.
    policy: Hash | None = None
    policy_refused: bool = False
    #: Since when, in the centre's time, somebody who stands there calls the staff; None: nobody.
    called_ms: Millis | None = None


class StateNoted(Message):
    """The report was taken, and the keys that are to be sealed to now; the newest comes first."""

    sealing_keys: tuple[SealingKey, ...]
    centre_ms: Millis
