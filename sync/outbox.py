"""Every action of a resident, on disk before anything else happens, until the centre decides.

One way in, whether or not the line is up: ``put`` is one transaction and one sync of the disk.
``pending -> unknown -> applied | rejected | conflict | parked | quarantined``; only a verdict of
the centre leaves the first two. No row is deleted before it is 400 days old.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import takewhile
from pathlib import Path
from uuid import UUID

from rules.facts import Occupied
from sync.draft import Draft, IntakeStopped, Recorded
from sync.holds import Holds
from sync.identity import Identity
from sync.outbox_file import TABLES, insert_row, open_outbox_file
from sync.outbox_row import (
    COLUMNS,
    WAITING_STATES,
    ActionState,
    BookedCells,
    OutboxRow,
    Place,
    booked_cells,
    from_disk,
    grant_of,
    record,
)
from sync.store import DiskError, Row, Store, StoreDamagedError
from sync.unverified import Unverified
from sync.wire import ActionVerdict, BookBody, Clock, receipt_number, ticket_code

__all__ = ["Granules", "Limits", "Outbox", "Settled", "Waiting"]

#: Municipality, facility, day, first and last minute -> when each granule in between starts.
Granules = Callable[[str, str, date, int, int], Iterable[int]]
Waiting = dict[tuple[str, date], Occupied]

_SELECT = f"SELECT {', '.join(COLUMNS)} FROM actions"  # noqa: S608 - names of our own columns
_WAITING = "state IN ('pending', 'unknown')"
_REPLACE = f"""
    UPDATE actions SET text = ?, state = ?, settled_ms = ?, digest = ?
    WHERE seq = ? AND {_WAITING}"""  # noqa: S608 - our own text

_OLDEST = "SELECT seq, hash, settled_ms FROM actions ORDER BY seq LIMIT ?"
#: Of the last so many actions it is known under which number they are on paper.
NUMBERED_MAX = 20_000
#: How long a row stays after its verdict, and how many go at a time.
KEPT_MS = 400 * 24 * 3_600_000
PURGED_MAX = 500


@dataclass(frozen=True, slots=True)
class Limits:
    """Where intake stops, before anyone has typed anything."""

    unsent_max: int = 20_000
    bytes_max: int = 256 * 1024 * 1024
    free_bytes_min: int = 64 * 1024 * 1024
    #: A day, of one card or number that the centre has not vouched for; all that two visits can
    #: do. The centre, too, looks at so many wrong passwords of one card when actions come late.
    unverified_max: int = 20


@dataclass(frozen=True, slots=True)
class Settled:
    """A verdict that moved its row, and the visit that asked, in which municipality."""

    visit: UUID
    municipality: str
    verdict: ActionVerdict


class Outbox:
    """``fault`` is None, or the one line that says what was wrong with the file at the start."""

    def __init__(
        self, state_dir: Path, identity: Identity, session: UUID, limits: Limits, wall_ms: int
    ) -> None:
        self._file = state_dir / "outbox.db"
        self.session = session
        self._limits = limits
        self.identity = identity
        self.fault: str | None = None
        self._stopped: str | None = None
        self._store = self._open(state_dir, wall_ms)
        self.holds = Holds(self._store, identity.terminal, session)
        self._unverified = Unverified(self._store)
        self._log_grew = True
        self._begin_log()
        #: What waits, by its place, and where it would be if it is a booking.
        self._waiting: dict[int, BookedCells | None] = {}
        for row in self.due(-1):
            self._waiting[row.seq] = booked_cells(row)

    @property
    def unsent(self) -> int:
        return len(self._waiting)

    def put(self, draft: Draft, clock: Clock) -> Recorded | IntakeStopped:
        """Record an action: it is on disk when this returns, or nothing is."""
        try:
            row = self._row_of(draft.action)
            if row is None:
                if (why := self.intake() or self._bounded(draft, clock)) is not None:
                    return IntakeStopped(why)
                row = self._append(draft, clock)
        except DiskError:
            return IntakeStopped("disk")
        except StoreDamagedError as cause:
            self.stop_damaged(str(cause))
            return IntakeStopped("damaged")
        action = UUID(row.action)
        held = grant_of(row) is not None
        code = ticket_code(row.signed) if row.state in WAITING_STATES else None
        return Recorded(action, row.seq, receipt_number(action), self.unsent, held, code)

    def intake(self) -> str | None:
        """Why nothing can be recorded now: ``damaged``, ``full`` or ``disk``; None where it can."""
        if self._stopped is not None:
            return self._stopped
        if self.unsent >= self._limits.unsent_max or self._bytes() >= self._limits.bytes_max:
            return "full"
        disk = os.statvfs(self._file.parent)
        return "disk" if disk.f_bavail * disk.f_frsize < self._limits.free_bytes_min else None

    def _bounded(self, draft: Draft, clock: Clock) -> str | None:
        mark = draft.unverified
        if mark is None or self._unverified.today(mark, clock) < self._limits.unverified_max:
            return None
        return "unverified"

    def stop_damaged(self, fault: str) -> None:
        """From now on nothing is recorded; what is waiting is still sent."""
        self._stopped, self.fault = "damaged", fault

    def due(self, limit: int, passed_over: Iterable[int] = ()) -> tuple[OutboxRow, ...]:
        """What the centre has not decided, in order; at most ``limit`` rows (-1: all)."""
        skipped = sorted(passed_over)
        marks = ", ".join("?" * len(skipped))
        rows = self._store.rows(
            f"{_SELECT} WHERE {_WAITING} AND seq NOT IN ({marks}) ORDER BY seq LIMIT ?",
            [*skipped, limit],
        )
        return tuple(from_disk(row) for row in rows)

    def mark_unknown(self, rows: Sequence[OutboxRow]) -> None:
        """These were sent and not answered; where the disk is full they stay as they are."""
        pending = [row.unknown() for row in rows if row.state == ActionState.PENDING]
        if pending:
            self._replace(pending)

    def settle(self, verdicts: Sequence[ActionVerdict]) -> tuple[Settled, ...]:
        """Take verdicts over; return those that moved a row, each action once and for ever.

        A verdict of no row of ours moves nothing. Where the disk is full nothing moves: the
        actions are sent again, and the centre gives the same answers.
        """
        once = {verdict.action: verdict for verdict in verdicts}.values()
        moved = [(row, v) for v in once if (row := self._waiting_row(v)) is not None]
        done = [row.settled(ActionState(v.verdict), v.centre_ms) for row, v in moved]
        if not moved or not self._replace(done):
            return ()
        for row in done:
            del self._waiting[row.seq]
        return tuple(Settled(UUID(row.visit), row.municipality, verdict) for row, verdict in moved)

    def waiting(self, municipality: str, granules: Granules) -> Waiting:
        """The cells of bookings in a municipality that the centre has not decided."""
        drawn: Waiting = {}
        for booked in filter(None, self._waiting.values()):
            if booked.municipality != municipality:
                continue
            key = (booked.facility, booked.day)
            starts = granules(municipality, *key, booked.start_minute, booked.end_minute)
            taken = frozenset((minute, cell) for minute in starts for cell in booked.cells)
            drawn[key] = drawn.get(key, frozenset()) | taken
        return drawn

    def recent(self, limit: int) -> tuple[OutboxRow, ...]:
        """The last recorded actions, newest first."""
        rows = self._store.rows(f"{_SELECT} ORDER BY seq DESC LIMIT ?", [limit])
        return tuple(from_disk(row) for row in rows)

    def numbered(self, number: str) -> OutboxRow | None:
        """The action whose ticket has this number."""
        asked = "SELECT action FROM actions ORDER BY seq DESC LIMIT ?"
        known = (UUID(row["action"]) for row in self._store.rows(asked, [NUMBERED_MAX]))
        found = next((action for action in known if receipt_number(action) == number), None)
        return None if found is None else self._row_of(found)

    def state_of(self, action: UUID) -> ActionState | None:
        row = self._row_of(action)
        return None if row is None else ActionState(row.state)

    def hash_at(self, seq: int) -> str | None:
        """The chain hash of a place, or None where this file has no such action."""
        either = (
            "SELECT hash FROM actions WHERE seq = ? UNION SELECT hash FROM purged WHERE seq = ?"
        )
        rows = self._store.rows(either, [seq, seq])
        return str(rows[0]["hash"]) if rows else None

    def purge(self, centre_ms: int) -> int:
        """Drop the oldest rows whose verdict is 400 days old, by the centre's own clock.

        Only from the beginning, and the last one's hash stays: the chain is verified from there.
        """
        if not self._old(1, centre_ms):
            return 0
        old = self._old(PURGED_MAX, centre_ms)
        try:
            with self._store.tx():
                self._store.write("DELETE FROM actions WHERE seq <= ?", [old[-1]["seq"]])
                place = [old[-1]["seq"], old[-1]["hash"]]
                self._store.write("UPDATE purged SET seq = ?, hash = ?", place)
        except DiskError:
            return 0
        self._log_grew = True
        return len(old)

    def _old(self, limit: int, centre_ms: int) -> list[Row]:
        """From the first row on, up to one that waits or was decided later."""

        def is_old(row: Row) -> bool:
            return row["settled_ms"] is not None and row["settled_ms"] < centre_ms - KEPT_MS

        return list(takewhile(is_old, self._store.rows(_OLDEST, [limit])))

    def settle_log(self) -> None:
        """Tidy the write-ahead log while nobody waits.

        The write after it takes the sync of the new log's head, so that the next action costs one.
        """
        if not self._log_grew:
            return
        with suppress(DiskError):
            self._store.settle_log()
            self._begin_log()

    def close(self) -> None:
        self._store.close()

    def _open(self, state_dir: Path, wall_ms: int) -> Store:
        stamp = datetime.fromtimestamp(wall_ms / 1000, UTC).strftime("%Y%m%dT%H%M%SZ")
        try:
            opened = open_outbox_file(state_dir, stamp)
        except DiskError as cause:
            self._stopped, self.fault = "disk", str(cause)
            return Store(None, "FULL", TABLES)
        self.fault = opened.fault
        if opened.store.rows("SELECT damaged FROM head")[0]["damaged"]:
            self.stop_damaged(
                opened.fault or f"{self._file}: actions were lost at an earlier start"
            )
        return opened.store

    def _begin_log(self) -> None:
        with suppress(DiskError), self._store.tx():
            self._store.write("UPDATE head SET logs = logs + 1")
            self._log_grew = False

    def _append(self, draft: Draft, clock: Clock) -> OutboxRow:
        with self._store.tx():
            head = self._store.rows("SELECT seq, hash FROM head")[0]
            place = Place(head["seq"] + 1, head["hash"])
            draft = self._with_its_hold(draft)
            row = record(draft, place, self.identity, self.session, clock)
            insert_row(self._store, row)
            self._store.write("UPDATE head SET seq = ?, hash = ?", [row.seq, row.hash])
            if draft.unverified is not None:
                self._unverified.count(draft.unverified, clock)
        self._log_grew = True
        self._waiting[row.seq] = booked_cells(row)
        if (grant := grant_of(row)) is not None:
            self.holds.spent(grant)
        return row

    def _with_its_hold(self, draft: Draft) -> Draft:
        """It uses up the hold that it names; one that was given back meanwhile is named no more."""
        body = draft.body
        if not isinstance(body, BookBody) or body.grant is None or self.holds.spend(body.grant):
            return draft
        return replace(draft, body=body.model_copy(update={"grant": None}))

    def _replace(self, rows: Sequence[OutboxRow]) -> bool:
        """Write new versions of waiting rows, all or none; whether they are on disk."""
        try:
            with self._store.tx():
                for row in rows:
                    self._store.write(
                        _REPLACE, [row.text, row.state, row.settled_ms, row.digest, row.seq]
                    )
        except DiskError:
            return False
        self._log_grew = True
        return True

    def _waiting_row(self, verdict: ActionVerdict) -> OutboxRow | None:
        row = self._row_of(verdict.action)
        known = row is not None and row.seq == verdict.seq and row.state in WAITING_STATES
        return row if known else None

    def _row_of(self, action: UUID) -> OutboxRow | None:
        rows = self._store.rows(f"{_SELECT} WHERE action = ?", [str(action)])
        return from_disk(rows[0]) if rows else None

    def _bytes(self) -> int:
        """Of the file, what is used: the room of rows that went is taken again."""
        pages, free, size = (
            next(iter(self._store.rows(f"PRAGMA {name}")[0].values()))
            for name in ("page_count", "freelist_count", "page_size")
        )
        return int((pages - free) * size)
