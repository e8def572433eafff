"""Terminals that book and book, each action until it is answered, as an outbox does."""

import http.client
import itertools
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from central import clock
from central.policies import municipalities
from rules.day import room_day
from sync.wire import ActionsAnswer, ActionVerdict, BookBody, Signed
from tests.support.centre import Centre, Http
from tests.support.crowd import Guest, plant
from tests.support.terminal import clock as terminal_clock
from tests.support.waiting import wait_until

__all__ = ["Load", "Told", "assert_kept", "under_load"]

#: An action, and the verdict that its terminal was told.
Told = tuple[Signed, ActionVerdict]

TERMINALS = 8
ROOMS = ("argo/arena", "act/arena")
#: Between two actions of a terminal, and between two tries at a centre that does not answer.
PAUSE_S = 0.02


def open_days(facility: str) -> list[date]:
    now = clock.now()
    days = [now.date() + timedelta(days=offset) for offset in range(2, 40)]
    ono = municipalities()["ono"]
    return [
        day
        for day in days
        if (found := room_day(ono, facility, day, now)).open and found.phase == "first_come"
    ]


def wishes(index: int) -> list[BookBody]:
    """Two terminals want each of them, so that some are conflicts."""
    room = ROOMS[index % 2]
    return [
        BookBody(
            facility=room,
            sport="basketball",
            courts=2,
            people=10,
            day=day,
            start_minute=hour * 60,
            end_minute=hour * 60 + 60,
        )
        for day in open_days(room)
        for hour in range(9 + index // 4, 20, 2)
    ]


@dataclass(eq=False)
class Sender(threading.Thread):
    """A terminal; what it was told stands in ``told``, and what it still asks in ``asked``."""

    centre: Centre
    guest: Guest
    index: int
    stopped: threading.Event
    told: list[Told] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def run(self) -> None:
        line = Http(self.centre.port)
        # Without end, for the load must outlast whatever is done under it: later rounds conflict.
        for number, body in enumerate(itertools.cycle(wishes(self.index))):
            visit, box = self.guest.visits[number % len(self.guest.visits)]
            at = terminal_clock(clock.millis(clock.now()))
            signed = self.guest.terminal.act(body, visit, box, at)
            verdict = self._send(line, signed)
            if verdict is None:
                break
            self.told.append((signed, verdict))
            time.sleep(PAUSE_S)
        line.close()

    def _send(self, line: Http, signed: Signed) -> ActionVerdict | None:
        while not self.stopped.is_set():
            try:
                answer = self.guest.terminal.post(line, signed)
            except (http.client.HTTPException, OSError):
                time.sleep(PAUSE_S)
                continue
            if answer.status == 200:
                return answer.read(ActionsAnswer).verdicts[0]
            time.sleep(PAUSE_S)
        return None


@dataclass(frozen=True, slots=True)
class Load:
    """Many terminals at one centre."""

    senders: list[Sender]

    def told(self) -> list[Told]:
        return [told for sender in self.senders for told in list(sender.told)]

    def goes_on(self, count: int) -> None:
        """So many more actions have been told their verdict."""
        aim = len(self.told()) + count
        wait_until(lambda: len(self.told()) >= aim, f"{count} more verdicts", 120)

    def told_again(self, centre: Centre) -> None:
        """Every verdict that was told is told again, word for word."""
        for sender in self.senders:
            line = Http(centre.port)
            for signed, verdict in sender.told:
                assert sender.guest.terminal.send(line, signed).verdicts == (verdict,)
            line.close()


@contextmanager
def under_load(centre: Centre) -> Iterator[Load]:
    guests = plant(centre.state, centre.database_url, TERMINALS, visits=10)
    stopped = threading.Event()
    senders = [Sender(centre, guest, index, stopped) for index, guest in enumerate(guests)]
    for sender in senders:
        sender.start()
    try:
        yield Load(senders)
    finally:
        stopped.set()
        for sender in senders:
            sender.join()


def assert_kept(state: Path, database_url: str, told: list[Told]) -> None:
    """What was told is there with its line, and every applied action is one booking, once."""
    from central.booking.models import Booking, Cell
    from central.journal.models import Line
    from central.terminals.models import Action
    from sync.wire import Envelope
    from tests.central.databases import use_file

    assert {verdict.verdict for _, verdict in told} <= {"applied", "conflict", "rejected"}
    with use_file(state, database_url):
        kept = dict(Action.objects.values_list("action", "verdict"))
        assert not [verdict for verdict in kept.values() if verdict == "parked"]
        lines = set(Line.objects.values_list("id", flat=True))
        for signed, verdict in told:
            action = Envelope.model_validate_json(signed.text).action
            assert kept.get(action) == verdict.verdict
            assert action in lines
        booked = {booking.id: len(booking.cells) for booking in Booking.objects.all()}
        assert {action for action, verdict in kept.items() if verdict == "applied"} == set(booked)
        assert sum(booked.values()) == Cell.objects.count()
