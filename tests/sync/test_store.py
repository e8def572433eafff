"""The SQLite file: its pragmas, its one transaction at a time, its one thread."""

import sqlite3
import threading

import pytest
from sqlite_utils.migrations import Migrations

from sync.store import PRAGMAS, DiskError, Store, StoreDamagedError, StoreInUseError, named_error

TABLES = Migrations("test")


@TABLES()
def notes(db):
    db.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT")


@pytest.fixture
def store(tmp_path):
    made = Store(tmp_path / "notes.db", "FULL", TABLES)
    yield made
    made.close()


def note(store, text):
    return store.write("INSERT INTO notes (text) VALUES (?)", [text])


def texts(store):
    return [row["text"] for row in store.rows("SELECT text FROM notes ORDER BY id")]


def test_pragmas__are_what_was_asked_for(store):
    found = {name: next(iter(store.rows(f"PRAGMA {name}")[0].values())) for name in PRAGMAS}
    assert found == PRAGMAS
    assert store.rows("PRAGMA synchronous")[0]["synchronous"] == 2


def test_file__is_for_its_owner_only(store, tmp_path):
    assert (tmp_path / "notes.db").stat().st_mode & 0o777 == 0o600


def test_transaction__is_kept_whole(tmp_path):
    store = Store(tmp_path / "other.db", "NORMAL", TABLES)
    with store.tx():
        note(store, "one")
        note(store, "two")
    store.close()
    again = Store(tmp_path / "other.db", "NORMAL", TABLES)
    assert texts(again) == ["one", "two"]
    again.close()


def test_transaction__is_dropped_whole_by_an_error(store):
    with pytest.raises(KeyError), store.tx():
        note(store, "one")
        raise KeyError
    assert texts(store) == []
    with store.tx():
        note(store, "two")
    assert texts(store) == ["two"]


def test_transaction__that_sqlite_ended_is_noticed(store):
    with pytest.raises(AssertionError, match="ended inside"), store.tx():
        note(store, "one")
        store.write("ROLLBACK")
    assert texts(store) == []


def test_transaction__stands_in_no_other(store):
    with pytest.raises(AssertionError, match="inside a transaction"), store.tx(), store.tx():
        pass


def test_write__needs_a_transaction(store):
    with pytest.raises(AssertionError, match="stands in a transaction"):
        note(store, "one")


def test_table__is_never_made_by_a_typing_error(store):
    with pytest.raises(Exception, match="no such table"), store.tx():
        store.write("INSERT INTO note (text) VALUES (?)", ["one"])


def test_other_thread__is_refused(store):
    faults = []

    def use():
        for work in (lambda: store.rows("SELECT 1"), lambda: note(store, "x"), store.close):
            try:
                work()
            except AssertionError as fault:
                faults.append(str(fault))

    thread = threading.Thread(target=use)
    thread.start()
    thread.join()
    assert faults == ["a store is used from one thread only"] * 3


def test_second_store__on_one_file_is_refused(store, tmp_path):
    with pytest.raises(StoreInUseError, match=r"notes\.db: another process uses it"):
        Store(tmp_path / "notes.db", "FULL", TABLES)


def test_file__that_is_no_database_is_named(tmp_path):
    (tmp_path / "notes.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreDamagedError, match=r"notes\.db: file is not a database"):
        Store(tmp_path / "notes.db", "FULL", TABLES)


def test_directory__that_is_missing_is_named(tmp_path):
    with pytest.raises(DiskError, match=r"gone/notes\.db: No such file"):
        Store(tmp_path / "gone" / "notes.db", "FULL", TABLES)


def test_copy__holds_what_was_committed(store, tmp_path):
    with store.tx():
        note(store, "one")
    for _ in range(2):
        store.back_up(tmp_path / "notes.bak")
    with sqlite3.connect(tmp_path / "notes.bak") as copy:
        assert copy.execute("SELECT text FROM notes").fetchall() == [("one",)]
    copy.close()
    assert not (tmp_path / "notes.bak.new").exists()


def test_memory__works_as_a_file_does():
    store = Store(None, "FULL", TABLES)
    with store.tx():
        note(store, "one")
    assert texts(store) == ["one"]
    store.close()


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_FULL, DiskError),
        (sqlite3.SQLITE_IOERR_FSYNC, DiskError),
        (sqlite3.SQLITE_READONLY, DiskError),
        (sqlite3.SQLITE_CANTOPEN, DiskError),
        (sqlite3.SQLITE_CORRUPT_INDEX, StoreDamagedError),
        (sqlite3.SQLITE_NOTADB, StoreDamagedError),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, StoreInUseError),
    ],
)
def test_error__has_a_name(code, kind, tmp_path):
    cause = sqlite3.OperationalError("it said so")
    cause.sqlite_errorcode = code
    assert type(named_error(tmp_path / "notes.db", cause)) is kind
