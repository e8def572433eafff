"""The slots in this terminal's hands (端末確保枠): told by the centre, used once, or given back.

They stand in the outbox's file, so that a hold is used in the transaction that records the action.
A hold belongs to the session that was given it: a start of the program, or a disk that was set
back or copied, is another session and has none.
"""

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sync.store import DiskError, Row, Store
from sync.wire import RETURNED_MAX, Availability, HeldSlot

__all__ = ["Held", "Holds"]

_INSERT = "INSERT OR IGNORE INTO holds VALUES (?, ?, ?, ?, ?)"
_SPEND = "UPDATE holds SET state = 'used' WHERE grant_id = ? AND session = ? AND state = 'held'"
_RETURN = "UPDATE holds SET state = 'returned' WHERE grant_id = ? AND state = 'held'"


@dataclass(frozen=True, slots=True)
class Held:
    """A slot that may be confirmed here, and the cells that it has."""

    grant: UUID
    facility: str
    day: date
    start_minute: int
    end_minute: int
    cells: frozenset[int]


class Holds:
    """``session`` and ``terminal`` are this program's own."""

    def __init__(self, store: Store, terminal: str, session: UUID) -> None:
        self._store = store
        self._terminal = terminal
        self._session = session
        #: What the centre last listed as held here, by municipality.
        self._listed: dict[str, frozenset[UUID]] = {}
        self._usable: dict[str, tuple[Held, ...]] = {}
        self._states: dict[UUID, str] = {}
        with suppress(DiskError):
            self._forget_others()
        own = "SELECT grant_id, state FROM holds WHERE session = ?"
        for row in self._store.rows(own, [str(session)]):
            self._states[UUID(row["grant_id"])] = row["state"]

    def usable(self, municipality: str) -> tuple[Held, ...]:
        """Those that the centre still lists and nothing was done with."""
        return tuple(
            held
            for held in self._usable.get(municipality, ())
            if self._states.get(held.grant) == "held"
        )

    @property
    def to_return(self) -> tuple[UUID, ...]:
        """Given back here, and the centre does not know it yet."""
        listed: Iterable[UUID] = frozenset().union(*self._listed.values())
        given = sorted(one for one in listed if self._states.get(one) == "returned")
        return tuple(given[:RETURNED_MAX])

    def take(self, answer: Availability) -> None:
        """Those of this session are ours; what is asked back and unused is given up at once.

        Where the disk takes nothing, nothing is ours: it is told again.
        """
        ours = [one for one in answer.holds if self._is_ours(one)]
        self._listed[answer.municipality] = frozenset(one.grant for one in ours)
        self._usable[answer.municipality] = tuple(map(_held, ours))
        fresh = [one for one in ours if one.grant not in self._states]
        recalled = [one for one in ours if one.recalled and self._may_be_held(one)]
        with suppress(DiskError):
            self._write(answer.municipality, fresh, recalled)

    def spend(self, grant: UUID) -> bool:
        """In the transaction that records its action: whether it was ours to use, and unused."""
        return self._store.write(_SPEND, [str(grant), str(self._session)]) == 1

    def spent(self, grant: UUID) -> None:
        """That transaction is on disk."""
        self._states[grant] = "used"

    def give_back(self) -> None:
        """All that is unused: the program ends in good order, and the next session has none."""
        ours = [one for held in self._usable.values() for one in held]
        unused = [one.grant for one in ours if self._states.get(one.grant) == "held"]
        if unused:
            with suppress(DiskError):
                with self._store.tx():
                    for grant in unused:
                        self._store.write(_RETURN, [str(grant)])
                self._states.update(dict.fromkeys(unused, "returned"))

    def _is_ours(self, one: HeldSlot) -> bool:
        return (one.terminal, one.session) == (self._terminal, self._session)

    def _may_be_held(self, one: HeldSlot) -> bool:
        return self._states.get(one.grant, "held") == "held"

    def _write(self, municipality: str, fresh: list[HeldSlot], recalled: list[HeldSlot]) -> None:
        if not fresh and not recalled:
            return
        with self._store.tx():
            for one in fresh:
                cells = json.dumps(one.cells)
                row = [str(one.grant), str(one.session), municipality, cells, "held"]
                self._store.write(_INSERT, row)
            for one in recalled:
                self._store.write(_RETURN, [str(one.grant)])
        self._states.update({one.grant: "held" for one in fresh})
        self._states.update({one.grant: "returned" for one in recalled})

    def _forget_others(self) -> None:
        others = "SELECT count(*) AS n FROM holds WHERE session != ?"
        found: list[Row] = self._store.rows(others, [str(self._session)])
        if found[0]["n"]:
            with self._store.tx():
                self._store.write("DELETE FROM holds WHERE session != ?", [str(self._session)])


def _held(one: HeldSlot) -> Held:
    cells = frozenset(one.cells)
    return Held(one.grant, one.facility, one.day, one.start_minute, one.end_minute, cells)
