"""One SQLite file of the terminal, the only connection to it, and its durability.

Used from the thread that opened it and from no other. Every write stands in ``with store.tx()``;
reads may stand anywhere. Two connections to one file are what breaks SQLite before 3.51.3 (the
WAL-reset fault), so nothing but this file opens one, and ``locking_mode`` keeps others out.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Literal

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

__all__ = [
    "DiskError",
    "Row",
    "Store",
    "StoreDamagedError",
    "StoreError",
    "StoreInUseError",
    "sync_directory",
]

Row = dict[str, Any]
Value = str | int | bytes | None

#: Every pragma is set, then read back: SQLite ignores what it does not know without a word.
PRAGMAS: dict[str, str | int] = {
    "locking_mode": "exclusive",
    "journal_mode": "wal",
    "foreign_keys": 1,
    "cell_size_check": 1,
    "trusted_schema": 0,
    "secure_delete": 1,
    "wal_autocheckpoint": 200,
    "journal_size_limit": 4 * 1024 * 1024,
    "mmap_size": 0,
}
SYNCHRONOUS = {"NORMAL": 1, "FULL": 2}
BUSY_S = 1.0
#: What reading a file may raise; the second where a name or a text in it is none.
UNREADABLE = (sqlite3.Error, UnicodeDecodeError)


class StoreError(Exception):
    """One line: the file, and what is wrong with it."""


class DiskError(StoreError):
    """The disk is full or does not write; nothing of the transaction was kept."""


class StoreDamagedError(StoreError):
    """The file is not what this program wrote."""


class StoreInUseError(StoreError):
    """Another process has the file: two programs were started on one directory."""


class Store:
    """``file`` None keeps everything in memory: what is left when the disk takes nothing."""

    def __init__(
        self, file: Path | None, synchronous: Literal["FULL", "NORMAL"], tables: Migrations
    ) -> None:
        self._file = file
        self._owner = threading.get_ident()
        with self._named_errors():
            self._db = _connect(file)
            try:
                _configure(self._db, synchronous, in_memory=file is None)
                _make_tables(self._db, tables, file)
                assert not self._db.conn.in_transaction
            except BaseException:
                self._db.close()
                raise

    @contextmanager
    def tx(self) -> Iterator[None]:
        """One transaction: all of it is on disk when the block ends, or none of it."""
        self._assert_owner()
        assert not self._db.conn.in_transaction, "a transaction inside a transaction"
        with self._named_errors():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                # SQLite ends a transaction by itself on some errors; if one was swallowed inside
                # the block, what came after it would have been committed alone.
                assert self._db.conn.in_transaction, "the transaction ended inside its block"
                self._db.execute("COMMIT")
            finally:
                self._db.rollback()
                assert not self._db.conn.in_transaction

    def write(self, sql: str, values: Sequence[Value] = ()) -> int:
        """Run one statement of a transaction; return how many rows it touched."""
        self._assert_owner()
        assert self._db.conn.in_transaction, "a write stands in a transaction"
        with self._named_errors():
            return self._db.execute(sql, values).rowcount

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """Run one statement that only reads."""
        self._assert_owner()
        with self._named_errors():
            # Not query(): it sets a savepoint around every reading.
            cursor = self._db.execute(sql, values)
            # Ours are small letters; one that turned into a capital is still the same to SQLite.
            names = [column[0].lower() for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def settle_log(self) -> None:
        """Move the write-ahead log into the file; only when nobody waits."""
        self._assert_owner()
        with self._named_errors():
            self._db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def back_up(self, target: Path) -> None:
        """Copy the whole file, whatever is written meanwhile; an older copy goes last."""
        self._assert_owner()
        new = target.with_name(f"{target.name}.new")
        with self._named_errors():
            new.unlink(missing_ok=True)
            with closing(sqlite3.connect(new)) as copy:
                self._db.conn.backup(copy)
            new.chmod(0o600)
            new.replace(target)
            sync_directory(target.parent)

    def close(self) -> None:
        self._assert_owner()
        self._db.close()

    def _assert_owner(self) -> None:
        assert threading.get_ident() == self._owner, "a store is used from one thread only"

    @contextmanager
    def _named_errors(self) -> Iterator[None]:
        try:
            yield
        except UNREADABLE as cause:
            raise named_error(self._file, cause) from cause
        except OSError as cause:
            raise DiskError(f"{self._file}: {cause.strerror}") from cause


def named_error(file: Path | None, cause: Exception) -> StoreError:
    """What SQLite's error means for who owns the file."""
    code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    match code:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreInUseError(f"{file}: another process uses it")
        # The last one: our statements are right, so it is the tables that are not ours.
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_ERROR:
            return StoreDamagedError(f"{file}: {cause}")
        case (
            sqlite3.SQLITE_FULL
            | sqlite3.SQLITE_IOERR
            | sqlite3.SQLITE_CANTOPEN
            | sqlite3.SQLITE_READONLY
            | sqlite3.SQLITE_PERM
        ):
            return DiskError(f"{file}: {cause}")
        case _:
            return StoreError(f"{file}: {cause}")


def sync_directory(directory: Path) -> None:
    """Make the names of new files in a directory survive a power cut."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _connect(file: Path | None) -> Database:
    if file is not None and not file.exists():
        file.touch(mode=0o600)
    # No implicit transactions of the driver: only tx() begins one.
    conn = sqlite3.connect(file or ":memory:", timeout=BUSY_S, isolation_level=None)
    return Database(conn, recursive_triggers=False, execute_plugins=False)


def _make_tables(db: Database, tables: Migrations, file: Path | None) -> None:
    try:
        tables.apply(db)
    except KeyError as cause:
        raise StoreDamagedError(f"{file}: its list of tables is not ours") from cause


def _configure(db: Database, synchronous: str, *, in_memory: bool) -> None:
    for name, value in PRAGMAS.items():
        db.execute(f"PRAGMA {name}={value}").fetchall()
    db.execute(f"PRAGMA synchronous={synchronous}")
    if in_memory:
        return
    for name, value in {**PRAGMAS, "synchronous": SYNCHRONOUS[synchronous]}.items():
        told = db.execute(f"PRAGMA {name}").fetchone()[0]
        assert told == value, f"PRAGMA {name} is {told}, not {value}"
