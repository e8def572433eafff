"""What the terminal knows of the centre at one moment: immutable, any thread may read it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from rules.facts import Occupied
from sync.holds import Held
from sync.wire import RoomNotice, ServiceNotice

__all__ = ["Snapshot"]

NOTHING: Occupied = frozenset()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Taken cells by room and day, and when the centre last confirmed them (None: never).

    ``municipality`` is whose rooms they are; "" says so only where there is no other.
    """

    as_of: datetime | None = None
    taken: Mapping[tuple[str, date], Occupied] = field(default_factory=dict)
    #: Cells of this terminal's own actions that the centre has not decided; drawn over ``taken``.
    waiting: Mapping[tuple[str, date], Occupied] = field(default_factory=dict)
    #: What the staff say of rooms, which are taken then, and of the service.
    closures: tuple[RoomNotice, ...] = ()
    notices: tuple[ServiceNotice, ...] = ()
    municipality: str = ""
    #: Slots in this terminal's hands: among ``taken``, but it may book them.
    holds: tuple[Held, ...] = ()

    def occupied(self, facility: str, day: date) -> Occupied:
        key = (facility, day)
        return self.taken.get(key, NOTHING) | self.waiting.get(key, NOTHING)
