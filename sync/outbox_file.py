"""The outbox's file: its tables, its check at every start, and what is done when it is damaged.

A damaged file is renamed and kept, never deleted; what verifies, in it or in the copy of the last
start, goes into a new file and is sent. If anything may be missing, intake stays stopped: a new
action could take a place in the sequence that a lost one already has on paper.
"""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from sync.outbox_check import Content, examine, head_of, is_complete
from sync.outbox_row import COLUMNS, OutboxRow
from sync.store import DiskError, Store, StoreDamagedError, sync_directory
from sync.wire import CHAIN_START

__all__ = ["TABLES", "Opened", "insert_row", "open_outbox_file"]

TABLES = Migrations("outbox")
SALVAGED = "outbox.salvaged.db"


@TABLES()
def actions_and_head(db: Database) -> None:
    db.execute("""
        CREATE TABLE actions (
            seq INTEGER PRIMARY KEY CHECK (seq >= 1),
            action TEXT NOT NULL UNIQUE,
            visit TEXT NOT NULL,
            prev TEXT NOT NULL,
            hash TEXT NOT NULL,
            text TEXT NOT NULL,
            signature TEXT NOT NULL,
            cells TEXT NOT NULL,
            state TEXT NOT NULL,
            settled_ms INTEGER,
            digest TEXT NOT NULL
        ) STRICT""")
    db.execute("CREATE INDEX waiting ON actions (seq) WHERE state IN ('pending', 'unknown')")
    # The last place taken, so that rows missing at the end are seen; logs counts settled logs.
    db.execute("""
        CREATE TABLE head (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            seq INTEGER NOT NULL,
            hash TEXT NOT NULL,
            damaged INTEGER NOT NULL,
            logs INTEGER NOT NULL
        ) STRICT""")
    db.execute("INSERT INTO head VALUES (1, 0, ?, 0, 0)", [CHAIN_START])


@TABLES()
def purged(db: Database) -> None:
    # The last place of those that were old enough to go: the first that is left follows it.
    db.execute("""
        CREATE TABLE purged (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            seq INTEGER NOT NULL,
            hash TEXT NOT NULL
        ) STRICT""")
    db.execute("INSERT INTO purged VALUES (1, 0, ?)", [CHAIN_START])


@TABLES()
def holds(db: Database) -> None:
    # Slots in this terminal's hands: here, so that one is used in the transaction of its action.
    db.execute("""
        CREATE TABLE holds (
            grant_id TEXT PRIMARY KEY,
            session TEXT NOT NULL,
            municipality TEXT NOT NULL,
            cells TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('held', 'used', 'returned'))
        ) STRICT""")


@TABLES()
def unverified(db: Database) -> None:
    # How many of a day came from one card or number that the centre had not vouched for.
    db.execute("""
        CREATE TABLE unverified (
            mark INTEGER PRIMARY KEY,
            day TEXT NOT NULL,
            actions INTEGER NOT NULL
        ) STRICT""")


@dataclass(frozen=True, slots=True)
class Opened:
    """``fault`` is None, or one line: the file, what was wrong with it, and where it is kept."""

    store: Store
    fault: str | None


def open_outbox_file(state_dir: Path, stamp: str) -> Opened:
    """Check the file, repair it if need be, open it, and copy it to ``outbox.bak``.

    StoreInUseError and DiskError leave everything as it was.
    """
    file, copy = state_dir / "outbox.db", state_dir / "outbox.bak"
    # A repair that was cut off is finished first: its salvage is whole, or it has no such name.
    fault = _finish_repair(state_dir, "repair of an earlier start", stamp)
    content = _content_of(file, has_copy=copy.exists())
    if wrong := content.fault or _rolled_back(content, copy):
        _salvage(state_dir, content, _known_from(copy))
        fault = _finish_repair(state_dir, wrong, stamp)
    store = _open(file)
    if isinstance(store, StoreDamagedError):
        _salvage(state_dir, content, _known_from(copy))
        fault = _finish_repair(state_dir, str(store).removeprefix(f"{file}: "), stamp)
        store = Store(file, "FULL", TABLES)
    sync_directory(state_dir)
    with suppress(DiskError):
        # Without room for the copy the terminal still works; intake stops by itself.
        store.back_up(copy)
    return Opened(store, fault)


def insert_row(store: Store, row: OutboxRow) -> None:
    marks = ", ".join("?" * len(COLUMNS))
    values = [getattr(row, name) for name in COLUMNS]
    store.write(f"INSERT INTO actions ({', '.join(COLUMNS)}) VALUES ({marks})", values)  # noqa: S608 - names of our own columns


def _open(file: Path) -> Store | StoreDamagedError:
    """A file of which every row verifies may have its damage where only its opening meets it."""
    try:
        return Store(file, "FULL", TABLES)
    except StoreDamagedError as cause:
        return cause


def _known_from(copy: Path) -> Content:
    """What the copy of the last start knows; a bad copy knows what can be read of it."""
    with suppress(DiskError):
        if copy.exists() and copy.stat().st_size > 0:
            return examine(copy)
    return Content()


def _content_of(file: Path, *, has_copy: bool) -> Content:
    log = file.with_name(f"{file.name}-wal")
    if file.exists() and file.stat().st_size > 0:
        return examine(file)
    # SQLite deletes the log of an empty file when it opens it: it is not even opened.
    if has_copy or (log.exists() and log.stat().st_size > 0):
        return Content(head=None, fault="missing or empty")
    return Content()


def _rolled_back(content: Content, copy: Path) -> str | None:
    if copy.exists() and head_of(copy) > (content.head or 0):
        return "older than the copy of its last start"
    return None


def _salvage(state_dir: Path, content: Content, known: Content) -> None:
    """Write all that verifies into ``outbox.salvaged.db``, which has its name when it is whole."""
    purged = max(content.purged, known.purged, key=lambda place: place.seq)
    rows = {s: row for s, row in (known.rows | content.rows).items() if s > purged.seq}
    head = max([content.head or 0, known.head or 0, purged.seq, *rows])
    # A file that was set back may have lost actions after its copy, too.
    complete = content.head == head and is_complete(rows, head, purged)
    new = state_dir / "outbox.salvaged.new"
    for half in state_dir.glob(f"{new.name}*"):
        # Of an earlier try: the file that it was made from is still in its place.
        half.unlink()
    store = Store(new, "FULL", TABLES)
    try:
        with store.tx():
            for seq in sorted(rows):
                insert_row(store, rows[seq])
            last = rows[head].hash if head in rows else purged.hash
            damaged = int(content.damaged or not complete)
            store.write("UPDATE head SET seq = ?, hash = ?, damaged = ?", [head, last, damaged])
            store.write("UPDATE purged SET seq = ?, hash = ?", [purged.seq, purged.hash])
    finally:
        store.close()
    new.rename(state_dir / SALVAGED)
    sync_directory(state_dir)


def _finish_repair(state_dir: Path, wrong: str, stamp: str) -> str | None:
    """Put a salvage in the outbox's place; return the line for the log, or None without one."""
    salvaged, file = state_dir / SALVAGED, state_dir / "outbox.db"
    if not salvaged.exists():
        return None
    kept = _set_aside(state_dir, stamp)
    salvaged.rename(file)
    sync_directory(state_dir)
    return f"{file}: {wrong}; kept as {kept}"


def _set_aside(state_dir: Path, stamp: str) -> str:
    """Rename everything of the damaged outbox; return its new name."""
    name = f"outbox.damaged-{stamp}"
    while list(state_dir.glob(f"{name}.*")):
        name += "-again"
    for suffix in ("db", "db-wal", "db-shm", "bak"):
        old = state_dir / f"outbox.{suffix}"
        if old.exists():
            old.rename(state_dir / f"{name}.{suffix}")
    sync_directory(state_dir)
    return f"{name}.db"
