"""The time of the centre as last heard, and how far the terminal's own can be believed."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from sync.wire import Clock

__all__ = ["CentreTime", "Contact", "TerminalClock"]

#: A wall clock further off than this is not trusted: deadlines are then the centre's matter.
DRIFT_MS_MAX = 30_000


class TerminalClock(Protocol):
    """The wall clock, and the one that runs through suspend and is never set back."""

    @property
    def boot_id(self) -> UUID: ...

    def wall_ms(self) -> int: ...

    def boot_ms(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Contact:
    """The centre's time, and the boot and its clock when it was told."""

    centre_ms: int
    boot_id: UUID
    boot_ms: int


class CentreTime:
    """Learns at every contact; stamps every action."""

    def __init__(self, clock: TerminalClock, last: Contact | None) -> None:
        self._clock = clock
        self.last = last

    def learn(self, centre_ms: int) -> None:
        self.last = Contact(centre_ms, self._clock.boot_id, self._clock.boot_ms())

    def now_ms(self) -> int:
        """The centre's time, carried on since it told it in this boot; else what the clock says."""
        last = self.last
        if last is None or last.boot_id != self._clock.boot_id:
            return self._clock.wall_ms()
        return last.centre_ms + self._clock.boot_ms() - last.boot_ms

    def off_ms(self) -> int | None:
        """How far the wall clock is ahead of the centre's; None where nothing says so.

        Of a clock that lost its time in a restart it is known that it was set back.
        """
        last, wall_ms = self.last, self._clock.wall_ms()
        if last is None:
            return None
        if last.boot_id == self._clock.boot_id:
            return wall_ms - self.now_ms()
        return min(wall_ms - last.centre_ms, 0) or None

    def is_wrong(self) -> bool:
        """A clock that jumped, or was never set: the staff and the residents are told."""
        return abs(self.off_ms() or 0) > DRIFT_MS_MAX

    def stamp(self) -> Clock:
        """The envelope's clock; trusted where the centre's time of this boot agrees with it."""
        boot_ms, wall_ms = self._clock.boot_ms(), self._clock.wall_ms()
        last = self.last
        same_boot = last is not None and last.boot_id == self._clock.boot_id
        return Clock(
            boot_id=self._clock.boot_id,
            boot_ms=boot_ms,
            wall_ms=wall_ms,
            trusted=same_boot and _agrees(last, boot_ms, wall_ms),
            centre_ms=last.centre_ms if last else None,
            centre_boot_ms=last.boot_ms if last and same_boot else None,
        )


def _agrees(last: Contact | None, boot_ms: int, wall_ms: int) -> bool:
    assert last is not None
    return abs(last.centre_ms + boot_ms - last.boot_ms - wall_ms) <= DRIFT_MS_MAX
