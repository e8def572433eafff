"""The centre is killed under load, again and again; what it acknowledged is there, once."""

import http.client
import threading
import time
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

KILLS = 4
TERMINALS = 8
#: Between two kills so many actions are acknowledged, so that each kill meets load.
PROGRESS = 40
ROOMS = (("argo/arena", 6), ("act/arena", 6))


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
    room = ROOMS[index % 2][0]
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


@dataclass
class Sender(threading.Thread):
    """A terminal that sends each action until it is answered, as the outbox does."""

    centre: Centre
    guest: Guest
    index: int
    stopped: threading.Event
    told: list[tuple[Signed, ActionVerdict]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        line = Http(self.centre.port)
        for number, body in enumerate(wishes(self.index)):
            visit, box = self.guest.visits[number % len(self.guest.visits)]
            signed = self.guest.terminal.act(
                body, visit, box, terminal_clock(clock.millis(clock.now()))
            )
            verdict = self._send(line, signed)
            if verdict is None:
                break
            self.told.append((signed, verdict))
        line.close()

    def _send(self, line: Http, signed: Signed) -> ActionVerdict | None:
        while not self.stopped.is_set():
            try:
                answer = self.guest.terminal.post(line, signed)
            except (http.client.HTTPException, OSError):
                time.sleep(0.02)
                continue
            if answer.status == 200:
                return answer.read(ActionsAnswer).verdicts[0]
        return None


def test_centre__killed_under_load_loses_nothing_that_it_acknowledged(
    tmp_path: Path, fresh_database_url: str
) -> None:
    centre = Centre(tmp_path, fresh_database_url)
    guests = plant(tmp_path, fresh_database_url, TERMINALS, visits=10)
    stopped = threading.Event()
    senders = [Sender(centre, guest, index, stopped) for index, guest in enumerate(guests)]
    try:
        for sender in senders:
            sender.start()
        for _ in range(KILLS):
            told = acknowledged(senders)
            wait_until(lambda told=told: acknowledged(senders) >= told + PROGRESS, "load", 60)
            centre.kill()
            centre.start()
        stopped.set()
        for sender in senders:
            sender.join()
        for sender in senders:
            assert_still_there(centre, sender)
    finally:
        stopped.set()
        centre.stop()
    assert_consistent(tmp_path, fresh_database_url)


def acknowledged(senders: list[Sender]) -> int:
    return sum(len(sender.told) for sender in senders)


def assert_still_there(centre: Centre, sender: Sender) -> None:
    """Every verdict that was told is told again, word for word."""
    line = Http(centre.port)
    assert {verdict.verdict for _, verdict in sender.told} <= {"applied", "conflict"}
    for signed, verdict in sender.told:
        assert sender.guest.terminal.send(line, signed).verdicts == (verdict,)
    line.close()


def assert_consistent(state: Path, database_url: str) -> None:
    """Each applied action has its one booking with its cells, each booking its one action."""
    from central.booking.models import Booking, Cell
    from central.terminals.models import Action
    from tests.central.databases import use_file

    with use_file(state, database_url):
        applied = set(Action.objects.filter(verdict="applied").values_list("action", flat=True))
        booked = {booking.id: len(booking.cells) for booking in Booking.objects.all()}
        assert applied == set(booked)
        assert sum(booked.values()) == Cell.objects.count()
        assert not Action.objects.filter(verdict="parked").exists()
