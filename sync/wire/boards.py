"""What is taken of the rooms of a municipality, and what is said of them and of the service."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from sync.wire.base import Hash, Message, Millis, Minute, Name, Text
from sync.wire.messages import SERVED_MAX, SealingKey

__all__ = [
    "CHANGES_PATH",
    "Availability",
    "Changes",
    "HeldSlot",
    "RoomDay",
    "RoomNotice",
    "ServiceNotice",
]

#: GET ``?cursor=`` with If-None-Match; ``Changes``, 304: of all that the terminal serves at once.
CHANGES_PATH = "/v1/changes"


class RoomDay(Message):
    """The taken cells of a room on a day.

    ``taken`` holds pairs (start of the granule in minutes, cell), ascending; a day that is not in
    a full answer has nothing taken, a day in an answer to a cursor replaces what was known.
    """

    facility: Name
    day: date
    taken: tuple[tuple[Minute, int], ...]


class ServiceNotice(Message):
    """What the staff say of the service, for a time; ``stops``: nobody logs in then.

    ``text`` is by language, Japanese among them.
    """

    begins_ms: Millis
    ends_ms: Millis
    stops: bool
    text: dict[str, str]


class RoomNotice(Message):
    """Why a room cannot be used for some hours (rain, repair, an event); ``text`` is the notice."""

    facility: Name
    day: date
    start_minute: Minute
    end_minute: Minute
    reason: Name
    text: Text = ""


class HeldSlot(Message):
    """Cells that a terminal has in its hands (端末確保枠), in one session of it and in no other.

    ``recalled``: the centre asks for them back. Each ``grant`` is given once, and is used up by one
    booking or returned.
    """

    grant: UUID
    terminal: Name
    session: UUID
    facility: Name
    day: date
    start_minute: Minute
    end_minute: Minute
    cells: Annotated[tuple[int, ...], Field(min_length=1, max_length=500)]
    recalled: bool = False


class Availability(Message):
    """``full`` replaces everything that the terminal knew of the municipality."""

    municipality: Name
    full: bool
    #: Of two cursors of a centre the longer one is later, else the one that sorts after the other.
    cursor: Annotated[str, Field(max_length=64)]
    days: tuple[RoomDay, ...]
    sealing_keys: tuple[SealingKey, ...]
    #: All that stand or are to come.
    notices: tuple[ServiceNotice, ...] = ()
    #: All of the days that residents may see, whatever the cursor; their rooms are taken then.
    closures: tuple[RoomNotice, ...] = ()
    #: All that are held by any terminal, whatever the cursor; their cells are among the taken.
    holds: tuple[HeldSlot, ...] = ()
    #: The digest of the rules by which the centre decides (``PolicyFiles``).
    policy: Hash | None = None
    centre_ms: Millis


class Changes(Message):
    """What changed since a cursor, of each municipality that the terminal named for its token."""

    boards: Annotated[tuple[Availability, ...], Field(max_length=SERVED_MAX)]
    centre_ms: Millis
