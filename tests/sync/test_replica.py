"""The terminal's copy of what is taken: it survives a restart, and is thrown away when in doubt."""

import random  # noqa: TID251 - a failing test prints its seed
import tracemalloc
from datetime import datetime, timedelta

import pytest

from rules.calendar import JAPAN
from sync.centre_time import Contact
from sync.replica import Replica
from sync.store import StoreInUseError
from sync.wire import Availability, RoomDay, RoomNotice, ServiceNotice
from tests.sync.conftest import BOOT, DAY
from tests.sync.far_end import NOW_MS

LATER = DAY + timedelta(days=1)
CONTACT = Contact(NOW_MS, BOOT, 5_000)
DAY_MS = 24 * 60 * 60 * 1000


@pytest.fixture
def replica(tmp_path):
    opened = []

    def make(municipality="ono"):
        while opened:
            opened.pop().close()
        opened.append(Replica(tmp_path, municipality))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


def answer(*days, full=True, cursor="c1"):
    taken = tuple(RoomDay(facility="gym", day=day, taken=cells) for day, cells in days)
    return Availability(
        municipality="ono",
        full=full,
        cursor=cursor,
        days=taken,
        sealing_keys=(),
        centre_ms=NOW_MS,
    )


def apply(replica, message, wall_ms=NOW_MS):
    replica.apply(message, '"e1"', CONTACT, wall_ms)


def taken(replica):
    return dict(replica.snapshot({}).taken)


def test_nothing__is_known_at_first(replica):
    fresh = replica()
    assert (taken(fresh), fresh.snapshot({}).as_of) == ({}, None)
    assert fresh.position(NOW_MS) == (None, None)


def test_full_answer__replaces_everything(replica):
    one = replica()
    apply(one, answer((DAY, ((540, 1),)), (LATER, ((600, 2),))))
    apply(one, answer((DAY, ((540, 3),))))
    assert taken(one) == {("gym", DAY): {(540, 3)}}


def test_answer_to_a_cursor__replaces_the_days_that_it_names(replica):
    one = replica()
    apply(one, answer((DAY, ((540, 1),)), (LATER, ((600, 2),))))
    apply(one, answer((DAY, ()), full=False, cursor="c2"))
    assert taken(one) == {("gym", DAY): frozenset(), ("gym", LATER): {(600, 2)}}
    assert one.position(NOW_MS) == ("c2", '"e1"')


def test_restart__knows_what_was_known_and_its_age(replica):
    apply(replica(), answer((DAY, ((540, 1),))))
    again = replica()
    assert taken(again) == {("gym", DAY): {(540, 1)}}
    assert again.snapshot({}).as_of == datetime.fromtimestamp(NOW_MS / 1000, JAPAN)
    assert (again.position(NOW_MS), again.contact) == (("c1", '"e1"'), CONTACT)


def test_restart__needs_no_more_memory_than_it_keeps(replica):
    """What a start takes once, the terminal has for as long as it runs."""
    cells = tuple((minute, court) for minute in range(540, 600) for court in range(20))
    apply(replica(), answer(*((DAY + timedelta(days=n), cells) for n in range(80))))
    later = [(DAY + timedelta(days=n), cells) for n in range(80, 160)]
    apply(replica(), answer(*later, full=False))
    tracemalloc.start()
    try:
        again = replica()
        kept, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(taken(again)) == 160
    assert most < 2 * kept


def test_notices__are_known_after_a_restart_and_end_with_the_next_answer(replica):
    one = replica()
    closed = RoomNotice(
        facility="gym", day=DAY, start_minute=540, end_minute=720, reason="rain", text="雨"
    )
    said = ServiceNotice(begins_ms=1, ends_ms=2, stops=True, text={"ja": "停止"})
    told = {"closures": (closed,), "notices": (said,)}
    apply(one, answer().model_copy(update=told))
    again = replica().snapshot({})
    assert (again.closures, again.notices) == ((closed,), (said,))
    one = replica()
    apply(one, answer(full=False))
    assert (one.snapshot({}).closures, one.snapshot({}).notices) == ((), ())


def test_snapshot__does_not_change_afterwards(replica):
    one = replica()
    apply(one, answer((DAY, ((540, 1),))))
    before = one.snapshot({("gym", DAY): frozenset({(600, 9)})})
    apply(one, answer())
    assert before.occupied("gym", DAY) == {(540, 1), (600, 9)}
    with pytest.raises(TypeError):
        before.taken["gym", DAY] = frozenset()


def test_unchanged_answer__renews_the_age_and_is_seldom_written(replica):
    one = replica()
    apply(one, answer((DAY, ((540, 1),))))
    for seconds in (30, 59, 61, 70):
        one.confirm(CONTACT, NOW_MS + seconds * 1000)
    assert one.snapshot({}).as_of == datetime.fromtimestamp(NOW_MS / 1000 + 70, JAPAN)
    assert replica().snapshot({}).as_of == datetime.fromtimestamp(NOW_MS / 1000 + 61, JAPAN)


def test_new_day__starts_from_all(replica):
    one = replica()
    apply(one, answer())
    assert one.position(NOW_MS + DAY_MS) == (None, None)
    apply(one, answer(full=False, cursor="c2"), NOW_MS + DAY_MS)
    assert one.position(NOW_MS + DAY_MS) == (None, None)
    apply(one, answer(cursor="c3"), NOW_MS + DAY_MS)
    assert one.position(NOW_MS + DAY_MS) == ("c3", '"e1"')


def test_other_municipality__starts_empty(replica):
    apply(replica(), answer((DAY, ((540, 1),))))
    other = replica("himeji")
    assert (taken(other), other.position(NOW_MS)) == ({}, (None, None))


@pytest.mark.parametrize(
    "change",
    [
        lambda content: b"no database" * 500,
        lambda content: content[:5000],
        lambda content: content.replace(b"\x78\x01", b"\x78\x02"),
        lambda content: content.replace(b'"full_day"', b'"dull_day"'),
    ],
    ids=["text", "truncated", "row", "state"],
)
def test_damaged_file__is_thrown_away(replica, tmp_path, change):
    apply(replica(), answer((DAY, ((540, 1),)), (LATER, ((600, 1),))))
    replica().close()
    file = tmp_path / "replica-ono.db"
    file.write_bytes(change(file.read_bytes()))
    one = replica()
    assert (taken(one), one.position(NOW_MS)) == ({}, (None, None))
    apply(one, answer((DAY, ((540, 7),))))
    assert taken(replica()) == {("gym", DAY): {(540, 7)}}


def test_flipped_bit__never_stops_a_start(replica, tmp_path):
    seed = random.SystemRandom().randrange(1 << 32)
    chance = random.Random(seed)
    apply(replica(), answer(*((DAY + timedelta(days=n), ((540, 1),)) for n in range(90))))
    replica().close()
    file = tmp_path / "replica-ono.db"
    good = file.read_bytes()
    for _ in range(60):
        damaged = bytearray(good)
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        file.write_bytes(damaged)
        one = replica()
        apply(one, answer((DAY, ((540, 7),))))
        assert taken(one) == {("gym", DAY): {(540, 7)}}, seed
        one.close()


def test_directory_that_is_gone__leaves_memory(tmp_path):
    one = Replica(tmp_path / "gone", "ono")
    apply(one, answer((DAY, ((540, 1),))))
    assert taken(one) == {("gym", DAY): {(540, 1)}}
    one.close()


def test_file_in_use__is_not_thrown_away(replica, tmp_path):
    replica()
    with pytest.raises(StoreInUseError, match=r"replica-ono\.db: another process uses it"):
        Replica(tmp_path, "ono")
    assert (tmp_path / "replica-ono.db").exists()
