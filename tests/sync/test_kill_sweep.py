"""Terminal and centre are killed between recording and verdict, again and again.

Afterwards each action that was acknowledged has one line in the centre's journal, and one booking
or one refusal. ``KILL_SWEEP_SEED`` plays a sweep again: the same orders, killed after the same
marks; where inside a request a kill falls remains a matter of the machine.
"""

import json
import os
import random  # noqa: TID251 - a failing test prints its seed
import signal
import sqlite3
import subprocess
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from kiosk.clock import Clock, new_id
from sync.enrolment import enrol
from sync.identity import Identity, read_identity
from sync.link import Http, Patience
from sync.outbox import Limits, Outbox
from sync.outbox_row import OutboxRow
from sync.wire import LoginAccepted
from tests.support.centre import MUNICIPALITY, ROOT, Centre, central
from tests.support.watchdog import Watchdog
from tests.sync.book_until_killed import Order, Resident, action_id, open_service

#: ``python -m tests.kills`` says another number.
KILLS = int(os.environ.get("KILLS", "60"))
#: Every so many kills of the terminal the centre is killed too, and stays away for one child more.
CENTRE_KILLS_EVERY = 11
ORDERS_MAX = 6
#: How long after its mark a child is killed: from at once until after the verdict.
DELAY_S_MAX = 0.06
#: Of one round, from its child's start to its end.
HANGS_AFTER_S = 60
RESIDENTS = 4
DAYS, HOURS = range(7, 19), range(9, 20, 2)


@dataclass
class Round:
    """One child: its orders, after how many of them it is killed, and how long after."""

    orders: list[Order]
    recorded: int
    delay_s: float
    with_centre: bool


@dataclass
class Heard:
    """What the children said before they were killed."""

    recorded: set[int] = field(default_factory=set)
    settled: Counter[int] = field(default_factory=Counter)
    #: Of each kill: the actions that were acknowledged and had no verdict.
    open_at_kill: list[int] = field(default_factory=list)
    #: Of each child: the unsent actions that it found.
    found_unsent: list[int] = field(default_factory=list)
    centre_kills: int = 0


def seed() -> int:
    told = os.environ.get("KILL_SWEEP_SEED")
    return int(told) if told else random.SystemRandom().randrange(1 << 32)


def plan(chance: random.Random) -> Iterator[Round]:
    today = Clock().now().date()
    for number in range(1, KILLS + 1):
        orders = [
            Order(
                resident=chance.randrange(RESIDENTS),
                day=str(today + timedelta(days=chance.choice(DAYS))),
                hour=chance.choice(HOURS),
                courts=chance.choice((1, 1, 1, 3, 6)),
                people=chance.choice((2, 4, 4, 4, 60)),
                fresh=chance.random() < 0.2,
                steps=chance.randrange(3),
            )
            for _ in range(chance.randint(1, ORDERS_MAX))
        ]
        recorded = chance.randint(0, len(orders))
        with_centre = number % CENTRE_KILLS_EVERY == 0
        yield Round(orders, recorded, chance.uniform(0, DELAY_S_MAX), with_centre)


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Centre]:
    state = tmp_path / "centre"
    central("load-demo", state=state)
    made = Centre(state)
    yield made
    made.kill()


@pytest.fixture
def state(centre: Centre, tmp_path: Path) -> Path:
    door = Http(centre.url, Patience(2.0, 20.0))
    found = enrol(tmp_path / "state", door, centre.code())
    door.close()
    assert isinstance(found, Identity), found
    return tmp_path / "state"


@pytest.fixture
def residents(centre: Centre, state: Path, tmp_path: Path) -> Path:
    """A file of residents, each with a visit whose login the centre has accepted."""
    file = ROOT / "assets" / "demonstration" / f"{MUNICIPALITY}.toml"
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["residents"][:RESIDENTS]
    service = open_service(state, centre.url, lambda _: None)
    logged_in = []
    for row in rows:
        visit = new_id()
        box = service.sealer(visit, row["card"], None, bytearray(row["password"].encode()))
        answer = service.login(visit, MUNICIPALITY, box)
        assert isinstance(answer, LoginAccepted), answer
        one = Resident(row["card"], row["password"], str(visit), box.kid, box.box)
        logged_in.append(asdict(one))
    service.close()
    written = tmp_path / "residents.json"
    written.write_text(json.dumps(logged_in))
    return written


def test_kills__lose_nothing_and_double_nothing(
    centre: Centre, state: Path, residents: Path
) -> None:
    number = seed()
    print(f"KILL_SWEEP_SEED={number}")
    heard = sweep(centre, [str(state), centre.url, str(residents)], random.Random(number))
    drain(state, centre.url)
    rows = outbox_rows(state)
    with closing(sqlite3.connect(f"file:{centre.state}/central.sqlite3?mode=ro", uri=True)) as db:
        print("terminal:", figures_of(db, heard))
        assert_the_same_chain(db, rows)
        assert_one_outcome_each(db, heard, rows)
    # The sweep hit what it aimed at, or it would prove nothing.
    assert len(heard.open_at_kill) == KILLS >= 40
    assert sum(count > 0 for count in heard.open_at_kill) >= KILLS // 4, heard.open_at_kill
    assert sum(count > 0 for count in heard.found_unsent) >= KILLS // 4, heard.found_unsent
    assert len(heard.settled) >= KILLS // 4


# The sweep ------------------------------------------------------------------------------------


def sweep(centre: Centre, words: list[str], chance: random.Random) -> Heard:
    heard, first = Heard(), 1
    away = False
    command = [sys.executable, "-m", "tests.sync.book_until_killed", *words]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
        start_new_session=True,
    ) as nursery:
        for one in plan(chance):
            watchdog = Watchdog(HANGS_AFTER_S, partial(os.killpg, nursery.pid, signal.SIGKILL))
            first = run_child(nursery, centre if one.with_centre else None, one, first, heard)
            watchdog.call_off()
            if away:
                centre.start()
            away = one.with_centre
            heard.centre_kills += one.with_centre
        nursery.stdin.close()
    if away:
        centre.start()
    return heard


def run_child(
    nursery: "subprocess.Popen[str]",
    centre: Centre | None,
    one: Round,
    first: int,
    heard: Heard,
) -> int:
    """Until it is gone; the number of the next child's first action."""
    orders = [asdict(order) for order in one.orders]
    nursery.stdin.write(json.dumps({"first": first, "orders": orders}) + "\n")
    nursery.stdin.flush()
    mark = ["recorded", str(first + one.recorded - 1)] if one.recorded else ["open"]
    pid, reached, recorded, settled, unsent = 0, False, set(), [], []
    while (line := nursery.stdout.readline().split()) != ["gone", str(-signal.SIGKILL)]:
        match line:
            case ["pid", told]:
                pid = int(told)
            case ["recorded", told]:
                recorded.add(int(told))
            case ["settled", told]:
                settled.append(int(told))
            case ["unsent", told]:
                unsent.append(int(told))
            case ["open"]:
                heard.found_unsent.append(unsent[-1])
            case _:
                raise AssertionError(f"the child ended by itself: {line}")
        reached = reached or line == mark
        if reached and pid:
            mark, reached = None, False
            kill(nursery, pid, centre, one.delay_s)
    heard.recorded |= recorded
    heard.settled.update(settled)
    heard.open_at_kill.append(len(recorded - set(settled)))
    # What a kill left unacknowledged may be there: its number is not used again.
    return max(recorded, default=first - 1) + 2


def kill(nursery: "subprocess.Popen[str]", pid: int, centre: Centre | None, delay_s: float) -> None:
    """The terminal, some time after its mark; where a centre is given, that one before it."""
    assert nursery.poll() is None
    time.sleep(delay_s / 2)
    if centre is not None:
        centre.kill()
    time.sleep(delay_s / 2)
    os.kill(pid, signal.SIGKILL)


def drain(state: Path, url: str) -> None:
    """The last start: what waits is decided."""
    service = open_service(state, url, lambda _: None)
    for _ in range(100):
        if service.step() >= 1.0:
            break
    service.close()


# What must be true afterwards -----------------------------------------------------------------


def figures_of(db: sqlite3.Connection, heard: Heard) -> str:
    """Lost: no line in the centre's journal. Doubled: two lines of one action, or two bookings."""
    journal = Counter(action for (action,) in db.execute("SELECT action FROM terminals_action"))
    booked = Counter(id_ for (id_,) in db.execute("SELECT id FROM booking_booking"))
    acknowledged = {action_id(number).hex for number in heard.recorded}
    doubled = [id_ for id_ in journal if journal[id_] > 1 or booked[id_] > 1]
    return (
        f"kills {len(heard.open_at_kill)}, of the centre too {heard.centre_kills},"
        f" acknowledged {len(acknowledged)}, open at a kill {sum(heard.open_at_kill)},"
        f" lost {len(acknowledged - journal.keys())}, doubled {len(doubled)}"
    )


def outbox_rows(state: Path) -> dict[str, OutboxRow]:
    """By action. Opening verifies every signature and the chain; a fault would be told."""
    identity = read_identity(state)
    outbox = Outbox(state, identity, new_id(), Limits(free_bytes_min=0), Clock().wall_ms())
    assert (outbox.fault, outbox.intake(), outbox.unsent, outbox.due(-1)) == (None, None, 0, ())
    rows = outbox.recent(100_000)
    outbox.close()
    assert not list(state.glob("*damaged*"))
    return {row.action: row for row in rows}


def assert_the_same_chain(db: sqlite3.Connection, rows: dict[str, OutboxRow]) -> None:
    """Terminal and centre have the same actions in the same places, without a gap or a fork."""
    journal = db.execute("SELECT seq, digest, action FROM terminals_action ORDER BY seq")
    ours = sorted((row.seq, row.hash, UUID(row.action).hex) for row in rows.values())
    assert journal.fetchall() == ours
    assert [seq for seq, _, _ in ours] == list(range(1, len(ours) + 1))
    known = "SELECT next_seq, chain_head, quarantined FROM terminals_terminal"
    assert db.execute(known).fetchall() == [(len(ours) + 1, ours[-1][1], 0)]
    assert db.execute("SELECT count(*) FROM terminals_fork").fetchone() == (0,)


def assert_one_outcome_each(
    db: sqlite3.Connection, heard: Heard, rows: dict[str, OutboxRow]
) -> None:
    """A journal line for each, and one booking with its cells or one refusal without any."""
    journal: dict[str, Any] = {}
    for action, verdict, answer in db.execute(
        "SELECT action, verdict, answer FROM terminals_action"
    ):
        assert action not in journal
        journal[action] = (verdict, json.loads(answer))
    acknowledged = {action_id(number).hex for number in heard.recorded}
    assert acknowledged - journal.keys() == set()
    assert len(journal) - len(acknowledged) <= KILLS
    assert set(heard.settled.values()) <= {1}
    assert {verdict for verdict, _ in journal.values()} == {"applied", "rejected", "conflict"}
    states = {UUID(row.action).hex: row.state for row in rows.values()}
    assert states == {action: verdict for action, (verdict, _) in journal.items()}
    applied = {action for action, (verdict, _) in journal.items() if verdict == "applied"}
    refused = [answer for verdict, answer in journal.values() if verdict != "applied"]
    assert all(answer["reasons"] and not answer["booking"] for answer in refused)
    assert_bookings(db, applied, set(journal))


def assert_bookings(db: sqlite3.Connection, applied: set[str], all_of_them: set[str]) -> None:
    """Those of the sweep, for the demonstration has bookings of its own."""
    booked = Counter(id_ for (id_,) in db.execute("SELECT id FROM booking_booking"))
    assert {id_: count for id_, count in booked.items() if id_ in all_of_them} == dict.fromkeys(
        applied, 1
    )
    floors = {
        id_: (courts, sorted(json.loads(cells)))
        for id_, courts, cells in db.execute("SELECT id, courts, cells FROM booking_booking")
    }
    taken: dict[str, list[int]] = {id_: [] for id_ in applied}
    rows = db.execute("SELECT booking_id, facility, day, start_minute, cell FROM booking_cell")
    places = Counter()
    for id_, *place in rows:
        places[tuple(place)] += 1
        taken.setdefault(id_, []).append(place[-1])
    assert set(places.values()) == {1}
    for id_ in applied:
        courts, cells = floors[id_]
        # Each cell once in each granule of the hour, and as many for each court.
        assert set(taken[id_]) == set(cells)
        assert len(taken[id_]) % len(cells) == len(cells) % courts == 0
