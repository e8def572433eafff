"""Reads an outbox file without changing it, damaged or not: what is in it, and what is wrong.

SQLite's own check is no checksum; the digests and the hash chain of the rows see the rest.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from sync.outbox_row import COLUMNS, OutboxRow, fault_of, from_disk
from sync.store import BUSY_S, UNREADABLE, StoreDamagedError, named_error
from sync.wire import CHAIN_START

__all__ = ["Content", "Purged", "broken_link", "examine", "head_of", "is_complete"]

#: sqlite-utils keeps there what it has made; without it the tables would be made again.
_LISTED = "SELECT count(*) FROM _sqlite_migrations WHERE name = ?"
_PURGED = "SELECT seq, hash FROM purged"
_SELECT = f"SELECT {', '.join(COLUMNS)} FROM actions"  # noqa: S608 - names of our own columns


@dataclass(frozen=True, slots=True)
class Purged:
    """The last place whose row is gone because it was old, and its hash."""

    seq: int = 0
    hash: str = CHAIN_START


@dataclass(frozen=True, slots=True)
class Content:
    """The rows that verify, by place; ``head`` is the last place taken, None where unreadable.

    ``damaged``: an earlier repair already found places missing. ``fault``: None, or what is wrong.
    """

    rows: dict[int, OutboxRow] = field(default_factory=dict)
    head: int | None = 0
    damaged: bool = False
    fault: str | None = None
    purged: Purged = Purged()


def examine(file: Path) -> Content:
    """StoreError only for what is no damage: in use by another process, or not readable at all."""
    with closing(sqlite3.connect(file, timeout=BUSY_S, isolation_level=None)) as conn:
        conn.row_factory = sqlite3.Row
        try:
            conn.execute("PRAGMA locking_mode=EXCLUSIVE")
            fault = _sqlite_check(conn)
            if fault is None and _is_new(conn):
                return Content()
            fault = fault or _fault_of_tables(conn)
        except UNREADABLE as cause:
            fault = _damage(file, cause)
        return _read(conn, fault)


def head_of(file: Path) -> int:
    """The last place taken, as a file can prove it; 0 where it cannot."""
    with closing(sqlite3.connect(file, timeout=BUSY_S, isolation_level=None)) as conn:
        conn.row_factory = sqlite3.Row
        head, head_hash, _ = _read_head(conn)
        for row in _scan(conn, "WHERE seq = ?", head or 0):
            if fault_of(row) is None and row.hash == head_hash:
                return row.seq
    return 0


def is_complete(rows: dict[int, OutboxRow], head: int, purged: Purged) -> bool:
    """Every place after those that are purged is there, and each follows the one before."""
    if set(rows) != set(range(purged.seq + 1, head + 1)) or broken_link(rows) is not None:
        return False
    return not rows or rows[purged.seq + 1].prev == purged.hash


def broken_link(rows: dict[int, OutboxRow]) -> int | None:
    """The first place that does not follow the one before it; gaps are not looked at."""
    for before, after in pairwise(sorted(rows)):
        if after == before + 1 and rows[after].prev != rows[before].hash:
            return after
    return None


def _sqlite_check(conn: sqlite3.Connection) -> str | None:
    found = str(conn.execute("PRAGMA integrity_check(1)").fetchone()[0])
    return None if found == "ok" else found.replace("\n", " ")


def _is_new(conn: sqlite3.Connection) -> bool:
    """The program was stopped before its very first transaction."""
    names = "SELECT count(*) FROM sqlite_schema WHERE name IN ('actions', 'head')"
    return bool(conn.execute(names).fetchone()[0] == 0)


def _fault_of_tables(conn: sqlite3.Connection) -> str | None:
    if conn.execute(_LISTED, ["actions_and_head"]).fetchone()[0] != 1:
        return "its list of tables is not ours"
    listed = conn.execute(_LISTED, ["purged"]).fetchone()[0]
    known = listed == 0 or conn.execute(_PURGED).fetchone() is not None
    return None if known else "it does not say what was purged"


def _damage(file: Path, cause: Exception) -> str:
    error = named_error(file, cause)
    if not isinstance(error, StoreDamagedError):
        raise error from cause
    return str(cause)


def _read(conn: sqlite3.Connection, fault: str | None) -> Content:
    head, head_hash, damaged = _read_head(conn)
    found = list(_scan(conn, "ORDER BY seq"))
    if fault is not None:
        found += _scan(conn, "ORDER BY seq DESC")
        found += _one_by_one(conn, max([head or 0, *(row.seq for row in found)]))
    faults = {row.seq: fault_of(row) for row in found}
    rows = {row.seq: row for row in found if faults[row.seq] is None}
    content = Content(rows, head, damaged, fault, _read_purged(conn, rows))
    if fault is None:
        fault = _fault_among(faults) or _fault_of_chain(content, head_hash)
    return replace(content, fault=fault)


def _read_purged(conn: sqlite3.Connection, rows: dict[int, OutboxRow]) -> Purged:
    """Nothing, where nobody can believe it: what it says would then be missing."""
    try:
        row = conn.execute(_PURGED).fetchone()
    except UNREADABLE:
        row = None
    if row is None or not isinstance(row["seq"], int):
        return Purged()
    purged = Purged(row["seq"], str(row["hash"]))
    after = rows.get(purged.seq + 1)
    return Purged() if after is not None and after.prev != purged.hash else purged


def _read_head(conn: sqlite3.Connection) -> tuple[int | None, str, bool]:
    try:
        row = conn.execute("SELECT seq, hash, damaged FROM head").fetchone()
    except UNREADABLE:
        row = None
    if row is None or not isinstance(row["seq"], int):
        return None, "", False
    return row["seq"], str(row["hash"]), bool(row["damaged"])


def _scan(conn: sqlite3.Connection, clause: str, *values: int) -> Iterator[OutboxRow]:
    """Rows as far as they can be read: the first damaged page ends it."""
    try:
        for row in conn.execute(f"{_SELECT} {clause}", values):
            yield from_disk(dict(zip(COLUMNS, row, strict=True)))
    except UNREADABLE:
        return


def _one_by_one(conn: sqlite3.Connection, last: int) -> Iterator[OutboxRow]:
    """Reach behind a damaged page: each place is looked up by itself."""
    for seq in range(1, last + 1):
        yield from _scan(conn, "WHERE seq = ?", seq)


def _fault_among(faults: dict[int, str | None]) -> str | None:
    bad: Iterable[str] = (f"action {seq}: {fault}" for seq, fault in faults.items() if fault)
    return next(iter(bad), None)


def _fault_of_chain(content: Content, head_hash: str) -> str | None:
    rows, head, purged = content.rows, content.head, content.purged
    if head is None:
        return "its head is missing"
    if (seq := broken_link(rows)) is not None:
        return f"action {seq} does not follow the one before"
    if content.damaged:
        return None
    if not is_complete(rows, head, purged):
        return f"of {head - purged.seq} actions {len(rows)} are there"
    last = rows[head].hash if head in rows else purged.hash
    return None if last == head_hash else "its head names another action"
