"""How many actions of today a card or number has here for which the centre has not vouched.

Without the line a terminal cannot look at a password: whoever knows a number could fill the outbox
in somebody's name. The counts stand in the outbox's file, so that an action is counted in the
transaction that records it, and a restart forgets none. What is counted is a ``mark`` of two bytes:
many cards share each, so that it names nobody.
"""

from datetime import UTC, date, datetime

from rules.calendar import day_of
from sync.store import Store
from sync.wire import Clock

__all__ = ["Unverified"]

_COUNT = """
    INSERT INTO unverified VALUES (?, ?, 1)
    ON CONFLICT (mark) DO UPDATE SET actions = actions + 1"""


class Unverified:
    """Of one day, by the terminal's clock; nothing is kept of another one."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def today(self, mark: int, clock: Clock) -> int:
        asked = "SELECT actions FROM unverified WHERE mark = ? AND day = ?"
        found = self._store.rows(asked, [mark, _day(clock).isoformat()])
        return int(found[0]["actions"]) if found else 0

    def count(self, mark: int, clock: Clock) -> None:
        """In the transaction that records the action."""
        day = _day(clock).isoformat()
        self._store.write("DELETE FROM unverified WHERE day != ?", [day])
        self._store.write(_COUNT, [mark, day])


def _day(clock: Clock) -> date:
    return day_of(datetime.fromtimestamp(clock.wall_ms / 1000, UTC))
