"""Rows stay 400 days after their verdict; what is left is verified as before."""

import shutil
import sqlite3
from contextlib import closing
from uuid import UUID

import pytest

from sync.outbox import KEPT_MS, PURGED_MAX
from sync.wire import ActionVerdict
from tests.sync.far_end import NOW_MS

LATER_MS = NOW_MS + KEPT_MS + 1


def verdict(row, kind="applied", centre_ms=NOW_MS):
    action = UUID(row.action)
    return ActionVerdict(seq=row.seq, action=action, verdict=kind, centre_ms=centre_ms)


@pytest.fixture
def filled(outbox, draft, clock):
    """Ten actions: seven decided, the fifth a day later, the last three not at all."""
    box = outbox()
    for _ in range(10):
        box.put(draft(), clock.stamp())
    for row in box.due(7):
        day_ms = 24 * 3_600_000 if row.seq == 5 else 0
        box.settle([verdict(row, centre_ms=NOW_MS + day_ms)])
    return box


def places(box):
    return sorted(row.seq for row in box.recent(10_000))


def test_purge__waits_400_days(filled):
    assert filled.purge(NOW_MS + KEPT_MS) == 0
    assert places(filled) == list(range(1, 11))


def test_purge__takes_only_what_stands_before_everything_younger(filled):
    assert filled.purge(LATER_MS) == 4
    assert places(filled) == [5, 6, 7, 8, 9, 10]
    assert filled.purge(LATER_MS + 24 * 3_600_000) == 3
    assert filled.purge(LATER_MS * 2) == 0
    assert (places(filled), filled.unsent) == ([8, 9, 10], 3)


def test_purge__leaves_a_chain_that_verifies(filled, outbox, draft, clock):
    last = next(row for row in filled.recent(10) if row.seq == 4)
    filled.purge(LATER_MS)
    box = outbox()
    assert (box.fault, box.intake(), places(box)) == (None, None, [5, 6, 7, 8, 9, 10])
    assert (box.hash_at(4), box.hash_at(3)) == (last.hash, None)
    assert box.put(draft(), clock.stamp()).seq == 11
    assert outbox().fault is None


def test_purge__of_all_goes_on_where_it_was(filled, outbox, draft, clock):
    for row in filled.due(10):
        filled.settle([verdict(row)])
    assert filled.purge(LATER_MS * 2) == 10
    box = outbox()
    assert (box.fault, box.intake(), places(box)) == (None, None, [])
    assert box.put(draft(), clock.stamp()).seq == 11
    again = outbox()
    assert (again.fault, places(again)) == (None, [11])


def test_purge__takes_so_many_at_a_time(outbox, draft, clock):
    box = outbox()
    for _ in range(PURGED_MAX + 3):
        box.put(draft(), clock.stamp())
    box.settle([verdict(row) for row in box.due(-1)])
    assert [box.purge(LATER_MS) for _ in range(3)] == [PURGED_MAX, 3, 0]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE purged SET seq = 3",
        "UPDATE purged SET seq = 6",
        "UPDATE purged SET hash = (SELECT hash FROM actions WHERE seq = 6)",
        "DELETE FROM purged",
        "DROP TABLE purged",
        "DELETE FROM actions WHERE seq = 5",
    ],
)
def test_purged__that_was_altered_is_seen_and_repaired(filled, outbox, identity, damage):
    filled.purge(LATER_MS)
    rows = {row.seq: row for row in outbox().recent(10)}
    outbox().close()
    with closing(sqlite3.connect(identity.file.with_name("outbox.db"), isolation_level=None)) as db:
        db.execute(damage)
    box = outbox()
    assert "; kept as outbox.damaged-" in box.fault
    assert {row.seq: row for row in box.recent(10)} == rows
    assert box.intake() is None
    assert outbox().fault is None


def test_salvage__from_a_copy_that_is_older_than_the_purge(filled, outbox, identity):
    """The copy still has the rows; the file says which of them are gone."""
    filled = outbox()
    filled.purge(LATER_MS)
    filled.close()
    with closing(sqlite3.connect(identity.file.with_name("outbox.db"), isolation_level=None)) as db:
        db.execute("UPDATE actions SET state = 'applied' WHERE seq = 9")
    box = outbox()
    assert "action 9" in box.fault
    assert (box.intake(), places(box)) == (None, [5, 6, 7, 8, 9, 10])


def test_file__that_knows_of_no_purge_is_opened(filled, outbox, identity):
    """As it was written before rows were ever purged."""
    outbox().close()
    file = identity.file.with_name("outbox.db")
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute("DROP TABLE purged")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'purged'")
    shutil.copy(file, file.with_name("outbox.bak"))
    box = outbox()
    assert (box.fault, places(box)) == (None, list(range(1, 11)))
    assert box.purge(LATER_MS) == 4
    assert outbox().fault is None


@pytest.mark.parametrize("damage", ["DELETE FROM purged", "DROP TABLE purged"])
def test_purged__that_is_missing_is_made_again_where_nothing_was(filled, outbox, identity, damage):
    outbox().close()
    with closing(sqlite3.connect(identity.file.with_name("outbox.db"), isolation_level=None)) as db:
        db.execute(damage)
    box = outbox()
    assert "; kept as outbox.damaged-" in box.fault
    assert (box.intake(), places(box)) == (None, list(range(1, 11)))
    assert box.purge(LATER_MS) == 4
