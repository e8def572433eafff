"""64 terminals want 20 slots for half a minute, at a real centre: nobody has what another has.

The last test is of the naive way: the centre looks whether a place is free, and writes it down.
"""

import random  # noqa: TID251 - each terminal has its own seed
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations, product
from pathlib import Path

import psycopg

from central import clock
from central.policies import municipalities
from rules.day import room_day
from sync.wire import ActionsAnswer, ActionVerdict, BookBody, CancelBody, Signed
from tests.support.centre import Centre, Http
from tests.support.crowd import Guest, plant
from tests.support.postgres import Postgres
from tests.support.terminal import clock as terminal_clock

CLIENTS = 64
SECONDS = 30
#: Long enough for the naive way to fail many times over.
NAIVE_SECONDS = 8
#: A room that has one court.
ROOM, HOURS, DAYS = "argo/fitness", (9, 11, 13, 15), 5
#: Processes, so that transactions overlap on a machine of few cores, too.
WORKERS = 8
PATIENCE_S = 120


def open_days(count: int) -> list[date]:
    """Days from a week on, on which the room is open, whenever the tests run."""
    now = clock.now()
    days = (now.date() + timedelta(days=offset) for offset in range(7, 40))
    return [day for day in days if room_day(municipalities()["ono"], ROOM, day, now).open][:count]


def wishes() -> list[BookBody]:
    return [
        BookBody(
            facility=ROOM,
            sport="yoga",
            courts=1,
            people=5,
            day=day,
            start_minute=hour * 60,
            end_minute=hour * 60 + 120,
        )
        for day, hour in product(open_days(DAYS), HOURS)
    ]


@dataclass(frozen=True)
class Held:
    """For so long at least a terminal had a slot: from an answer until it gave it back."""

    slot: int
    from_s: float
    until_s: float

    def meets(self, other: "Held") -> bool:
        same = self.slot == other.slot
        return same and self.from_s < other.until_s and other.from_s < self.until_s


@dataclass(eq=False)
class Client(threading.Thread):
    """A terminal that books what it can, keeps it for a moment, and gives it back."""

    centre: Centre
    guest: Guest
    index: int
    seconds: float
    together: threading.Barrier
    told: dict[str, ActionVerdict] = field(default_factory=dict)
    held: list[Held] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._wishes = wishes()
        self._chance = random.Random(self.index)

    def run(self) -> None:
        with closing(Http(self.centre.port)) as line:
            self._line = line
            self.together.wait(PATIENCE_S)
            end = time.monotonic() + self.seconds
            while time.monotonic() < end:
                self._take_and_give_back(self._chance.randrange(len(self._wishes)))
            # Whatever was had was given back: of each slot one of those who now want it has it.
            self.together.wait(PATIENCE_S)
            self._ask(self._wishes[self.index % len(self._wishes)])

    def _take_and_give_back(self, slot: int) -> None:
        signed, verdict = self._ask(self._wishes[slot])
        if verdict.booking is None:
            return
        from_s = time.monotonic()
        self._ask_again(signed, verdict)
        until_s = time.monotonic()
        _, freed = self._ask(CancelBody(number=verdict.booking.number))
        self.held.append(Held(slot, from_s, until_s))
        if freed.verdict != "applied":
            self.wrong.append(f"a cancellation was {freed.verdict}")

    def _ask(self, body: BookBody | CancelBody) -> tuple[Signed, ActionVerdict]:
        visit, box = self.guest.visits[0]
        at = terminal_clock(clock.millis(clock.now()))
        signed = self.guest.terminal.act(body, visit, box, at)
        (verdict,) = self._send(signed).verdicts
        self.told[str(verdict.action)] = verdict
        return signed, verdict

    def _ask_again(self, signed: Signed, verdict: ActionVerdict) -> None:
        if self._send(signed).verdicts != (verdict,):
            self.wrong.append("asked again, another answer")

    def _send(self, signed: Signed) -> ActionsAnswer:
        """One request, one answer; whatever is none ends the client, which is seen."""
        return self.guest.terminal.send(self._line, signed)


def rush(centre: Centre, guests: Sequence[Guest], seconds: float) -> list[Client]:
    together = threading.Barrier(len(guests))
    clients = [
        Client(centre, guest, index, seconds, together) for index, guest in enumerate(guests)
    ]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return clients


def had_twice(clients: Sequence[Client]) -> list[tuple[Held, Held]]:
    """Times at which two had the same slot, as they themselves were told."""
    held = [one for client in clients for one in client.held]
    return [(one, other) for one, other in combinations(held, 2) if one.meets(other)]


def query(centre: Centre, statement: str) -> list[tuple]:
    if centre.database_url:
        with psycopg.connect(centre.database_url) as connection:
            return connection.execute(statement).fetchall()
    with closing(sqlite3.connect(centre.state / "central.sqlite3")) as connection:
        return connection.execute(statement).fetchall()


def deadlocks(centre: Centre) -> int:
    """As PostgreSQL counts them; SQLite has no more than one who writes."""
    counted = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
    return query(centre, counted)[0][0] if centre.database_url else 0


def test_crowd__on_twenty_slots_for_half_a_minute(tmp_path: Path, fresh_database_url: str) -> None:
    centre = Centre(tmp_path, fresh_database_url, WORKERS)
    try:
        clients = rush(centre, plant(tmp_path, fresh_database_url, CLIENTS, visits=1), SECONDS)
    finally:
        centre.stop()
    told = {action: one for client in clients for action, one in client.told.items()}
    assert [wrong for client in clients for wrong in client.wrong] == []
    assert had_twice(clients) == []
    assert_each_slot_is_had_once(centre)
    # Nothing that was answered is lost, and nothing was done that was not answered.
    stored = dict(query(centre, "SELECT action, answer FROM terminals_action"))
    stored = {
        str(action): ActionVerdict.model_validate_json(text) for action, text in stored.items()
    }
    assert {action.replace("-", ""): one for action, one in stored.items()} == {
        action.replace("-", ""): one for action, one in told.items()
    }
    verdicts = Counter(one.verdict for one in told.values())
    assert verdicts.keys() == {"applied", "conflict"}
    assert min(verdicts.values()) > CLIENTS
    assert deadlocks(centre) == 0
    assert "error" not in centre.log()


def assert_each_slot_is_had_once(centre: Centre) -> None:
    """At the end every slot was wanted by some, and by none of them in vain."""
    slots = "SELECT day, start_minute FROM booking_booking WHERE state = 'confirmed'"
    assert sorted(Counter(query(centre, slots)).values()) == [1] * DAYS * len(HOURS)
    cells = "SELECT count(*), count(DISTINCT booking_id) FROM booking_cell"
    ((rows, bookings),) = query(centre, cells)
    assert (rows % bookings, bookings) == (0, DAYS * len(HOURS))


def test_crowd__at_a_centre_that_looks_and_then_writes_has_slots_twice(
    tmp_path: Path, postgres: Postgres
) -> None:
    """The test above can fail: it is the unique cell that keeps it, not the look before.

    On PostgreSQL, where transactions run side by side. SQLite lets one write at a time, so that
    whoever comes second has seen the first; ``test_one_slot`` tries its constraint by itself.
    """
    centre = Centre(tmp_path, postgres.new_database(), WORKERS)
    try:
        guests = plant(tmp_path, centre.database_url, CLIENTS, visits=1)
        with psycopg.connect(centre.database_url, autocommit=True) as connection:
            connection.execute("ALTER TABLE booking_cell DROP CONSTRAINT cell_once")
        clients = rush(centre, guests, NAIVE_SECONDS)
    finally:
        centre.stop()
    assert had_twice(clients)
