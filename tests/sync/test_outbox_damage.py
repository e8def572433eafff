"""A damaged outbox is renamed and kept; what verifies is sent; what is missing stops intake."""

import random  # noqa: TID251 - a failing test prints its seed
import shutil
import sqlite3
from contextlib import closing
from uuid import UUID

import pytest

from sync.draft import IntakeStopped
from sync.outbox import Outbox
from sync.store import StoreInUseError
from sync.wire import ActionVerdict
from tests.sync.conftest import ROOMY, SESSION
from tests.sync.far_end import NOW_MS

ACTIONS = 40
FLIPS = 60
STAMP = "20251009T085320Z"


@pytest.fixture
def state_dir(identity):
    return identity.file.parent


@pytest.fixture
def filled(outbox, draft, clock):
    """The rows of a closed outbox: five settled, the others waiting, five newer than its copy."""
    box = outbox()
    for _ in range(ACTIONS - 5):
        box.put(draft(), clock.stamp())
    box.settle([verdict(row) for row in box.due(5)])
    box = outbox()
    for _ in range(5):
        box.put(draft(), clock.stamp())
    rows = rows_of(box)
    box.close()
    return rows


def verdict(row):
    action = UUID(row.action)
    return ActionVerdict(seq=row.seq, action=action, verdict="applied", centre_ms=NOW_MS)


def rows_of(box):
    return {row.seq: row for row in box.recent(10 * ACTIONS)}


def by_hand(file, *statements):
    with closing(sqlite3.connect(file, isolation_level=None)) as conn:
        for statement in statements:
            conn.execute(statement)


def test_text__in_place_of_the_file_is_kept_and_named(filled, outbox, state_dir, draft, clock):
    (state_dir / "outbox.db").write_bytes(b"no database" * 1000)
    box = outbox()
    kept = state_dir / f"outbox.damaged-{STAMP}.db"
    assert kept.read_bytes() == b"no database" * 1000
    assert box.fault == f"{state_dir}/outbox.db: file is not a database; kept as {kept.name}"
    assert rows_of(box) == {seq: row for seq, row in filled.items() if seq <= ACTIONS - 5}
    assert [row.seq for row in box.due(100)] == list(range(6, ACTIONS - 4))
    assert box.put(draft(), clock.stamp()) == IntakeStopped("damaged")


def test_damage__is_remembered_at_the_next_start(filled, outbox, state_dir, draft, clock):
    (state_dir / "outbox.db").write_bytes(b"no database" * 1000)
    outbox()
    files = sorted(file.name for file in state_dir.iterdir())
    box = outbox()
    assert box.fault == f"{state_dir}/outbox.db: actions were lost at an earlier start"
    assert box.put(draft(), clock.stamp()) == IntakeStopped("damaged")
    assert len(box.settle([verdict(row) for row in box.due(100)])) == ACTIONS - 10
    assert outbox().unsent == 0
    assert sorted(file.name for file in state_dir.iterdir()) == files


@pytest.mark.parametrize("length", [0, 1, 100, 4096, 5000, 40_000, 80_000])
def test_truncated_file__loses_only_what_is_gone(filled, outbox, state_dir, length):
    file = state_dir / "outbox.db"
    assert file.stat().st_size > 80_000
    file.write_bytes(file.read_bytes()[:length])
    box = outbox()
    assert box.intake() == "damaged"
    assert (state_dir / f"outbox.damaged-{STAMP}.db").stat().st_size == length
    salvaged = rows_of(box)
    assert set(salvaged) >= set(range(1, ACTIONS - 4))
    assert salvaged == {seq: filled[seq] for seq in salvaged}


def test_flipped_bit__is_seen_or_does_no_harm(filled, outbox, state_dir, tmp_path):
    seed = random.SystemRandom().randrange(1 << 32)
    chance = random.Random(seed)
    spare = shutil.copytree(state_dir, tmp_path / "spare")
    seen = 0
    for _ in range(FLIPS):
        for file in state_dir.iterdir():
            file.unlink()
        shutil.copytree(spare, state_dir, dirs_exist_ok=True)
        damaged = bytearray((spare / "outbox.db").read_bytes())
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        (state_dir / "outbox.db").write_bytes(damaged)
        box = outbox()
        found = rows_of(box)
        seen += box.fault is not None
        assert found == {seq: filled[seq] for seq in found}, seed
        assert box.intake() == "damaged" or found == filled, seed
        kept = list(state_dir.glob("outbox.damaged-*.db"))
        assert [file.read_bytes() for file in kept] == [damaged] * (box.fault is not None), seed
        box.close()
    # The others fell where nothing is kept.
    assert seen, seed


def in_schema(old, new, of):
    return (
        "PRAGMA writable_schema = ON",
        f"UPDATE sqlite_schema SET sql = replace(sql, {old}, {new}) WHERE name = '{of}'",
    )


@pytest.mark.parametrize(
    "changes",
    [
        [("UPDATE _sqlite_migrations SET name = 'bctions' WHERE name = 'actions_and_head'",)],
        [("UPDATE _sqlite_migrations SET name = 'qurged' WHERE name = 'purged'",)],
        [("UPDATE _sqlite_migrations SET name = 'iolds' WHERE name = 'holds'",)],
        [in_schema("'name'", "'nAme'", "_sqlite_migrations")],
        [in_schema("'migration_set'", "CAST(x'6dED' AS TEXT)", "_sqlite_migrations")],
        [in_schema("'visit'", "CAST(x'76ED' AS TEXT)", "actions")],
        [in_schema("'pending'", "'pendinG'", "waiting")],
        [
            in_schema("' STRICT'", "''", "actions"),
            ("UPDATE actions SET text = CAST(text AS BLOB) WHERE seq = 10",),
            in_schema(
                "'digest TEXT NOT NULL\n        )'", "'digest TEXT NOT NULL) STRICT'", "actions"
            ),
        ],
    ],
    ids=[
        "list",
        "list-of-purged",
        "list-of-holds",
        "capital",
        "no-text",
        "no-name",
        "index",
        "bytes",
    ],
)
def test_damage__that_only_single_bits_do_is_seen_and_repaired(filled, outbox, state_dir, changes):
    for statements in changes:
        by_hand(state_dir / "outbox.db", *statements)
    box = outbox()
    assert box.fault.endswith(f"; kept as outbox.damaged-{STAMP}.db")
    assert rows_of(box) == filled or box.intake() == "damaged"
    assert rows_of(box).items() <= filled.items()
    assert len(rows_of(box)) >= ACTIONS - 5


def test_column__of_which_a_letter_became_a_capital_is_read(filled, outbox, state_dir):
    by_hand(state_dir / "outbox.db", *in_schema("'seq INTEGER NOT'", "'sEq INTEGER NOT'", "head"))
    assert rows_of(outbox()) == filled


def test_changed_state__is_seen_and_taken_from_the_copy(filled, outbox, state_dir):
    by_hand(state_dir / "outbox.db", "UPDATE actions SET state = 'applied' WHERE seq = 10")
    box = outbox()
    assert "action 10: its columns are not what was written" in box.fault
    assert rows_of(box) == filled
    assert box.intake() is None
    assert outbox().fault is None


def test_lost_row__stops_intake_and_the_others_are_sent(filled, outbox, state_dir):
    by_hand(state_dir / "outbox.db", "DELETE FROM actions WHERE seq = 38")
    box = outbox()
    assert f"of {ACTIONS} actions {ACTIONS - 1} are there" in box.fault
    assert box.intake() == "damaged"
    assert rows_of(box) == {seq: row for seq, row in filled.items() if seq != 38}


def test_lost_end__is_seen_by_the_head(filled, outbox, state_dir):
    by_hand(state_dir / "outbox.db", "DELETE FROM actions WHERE seq >= 39")
    assert outbox().intake() == "damaged"


def test_lost_head__stops_intake(filled, outbox, state_dir):
    by_hand(state_dir / "outbox.db", "DELETE FROM head")
    box = outbox()
    assert "its head is missing" in box.fault
    assert (box.intake(), rows_of(box)) == ("damaged", filled)


def test_foreign_row__is_not_taken_over(filled, outbox, state_dir):
    change = "UPDATE actions SET hash = (SELECT hash FROM actions WHERE seq = 2) WHERE seq = 39"
    by_hand(state_dir / "outbox.db", change)
    box = outbox()
    assert box.intake() == "damaged"
    assert 39 not in rows_of(box)


def test_missing_file__with_a_copy_is_damage(filled, outbox, state_dir):
    (state_dir / "outbox.db").unlink()
    box = outbox()
    assert "outbox.db: missing or empty" in box.fault
    assert box.intake() == "damaged"
    assert len(rows_of(box)) == ACTIONS - 5


def test_empty_file__keeps_its_log(outbox, state_dir):
    (state_dir / "outbox.db").touch()
    (state_dir / "outbox.db-wal").write_bytes(b"a log")
    assert outbox().intake() == "damaged"
    assert (state_dir / f"outbox.damaged-{STAMP}.db-wal").read_bytes() == b"a log"


def test_older_file__than_its_copy_is_seen(filled, outbox, state_dir, draft, clock):
    old = (state_dir / "outbox.db").read_bytes()
    box = outbox()
    box.put(draft(), clock.stamp())
    outbox().close()
    (state_dir / "outbox.db").write_bytes(old)
    box = outbox()
    assert "older than the copy of its last start" in box.fault
    assert (box.intake(), len(rows_of(box))) == ("damaged", ACTIONS + 1)


def test_bad_copy__does_no_harm(filled, outbox, state_dir):
    for content in (b"", b"no database", (state_dir / "outbox.bak").read_bytes()[:5000]):
        (state_dir / "outbox.bak").write_bytes(content)
        box = outbox()
        assert (box.fault, rows_of(box)) == (None, filled)
        box.close()


@pytest.mark.parametrize("renamed", [(), ("outbox.db",), ("outbox.db", "outbox.bak")])
def test_repair__that_was_cut_off_is_finished(filled, outbox, state_dir, renamed):
    shutil.copy(state_dir / "outbox.db", state_dir / "outbox.salvaged.db")
    (state_dir / "outbox.db").write_bytes(b"no database")
    for name in renamed:
        (state_dir / name).rename(state_dir / f"earlier-{name}")
    box = outbox()
    assert "repair of an earlier start" in box.fault
    assert rows_of(box) == filled
    assert not (state_dir / "outbox.salvaged.db").exists()
    assert [*state_dir.glob("earlier-outbox.db"), *state_dir.glob("outbox.damaged-*.db")]


def test_half_salvage__is_made_again(filled, outbox, state_dir):
    (state_dir / "outbox.salvaged.new").write_bytes(b"half")
    by_hand(state_dir / "outbox.db", "UPDATE actions SET state = 'applied' WHERE seq = 10")
    assert rows_of(outbox()) == filled
    assert not (state_dir / "outbox.salvaged.new").exists()


def test_two_damages__in_one_second_keep_both_files(filled, outbox, state_dir):
    contents = [b"first" * 100, b"second" * 100]
    for content in contents:
        (state_dir / "outbox.db").write_bytes(content)
        outbox().close()
    kept = sorted(state_dir.glob("outbox.damaged-*.db"), key=lambda file: len(file.name))
    assert [file.read_bytes() for file in kept] == contents


def test_file_in_use__is_no_damage(outbox, identity, state_dir):
    outbox()
    before = sorted(file.name for file in state_dir.iterdir())
    with pytest.raises(StoreInUseError, match=r"outbox\.db: another process uses it"):
        Outbox(state_dir, identity, SESSION, ROOMY, NOW_MS)
    assert sorted(file.name for file in state_dir.iterdir()) == before
