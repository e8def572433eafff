"""What the boards cost: of one municipality from a real centre, and of many at a terminal."""

import gzip
import json
import random  # noqa: TID251 - boards from a seed, the same each time
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import product
from pathlib import Path

from bench.figures import Figure, percentile, say
from bench.line.sockets import exchanges_s
from kiosk.clock import Clock, jitter, new_id, nonce
from kiosk.screens.dock.line import Pair
from sync.enrolment import enrol
from sync.identity import Identity
from sync.link import Http, Patience
from sync.outbox import Limits
from sync.reports import Report, SnapshotTaken
from sync.service import Chance, Service, Settings
from tests.support.centre import Centre, central
from tests.support.fault_line import FaultLine
from tests.sync.far_end import FarEnd

__all__ = ["refresh"]

POLLS = 200
#: As many as share a system in Osaka, each with more rooms than any of them has.
OPERATORS, ROOMS, DAYS = 18, 50, 92
#: A floor of 6 cells, which is more than most have; here and there half of 12 hours is booked.
HOURS, CELLS, TAKEN_SHARE = range(9, 21), 6, 0.5
#: All that the centre serves.
PLACES = Path(__file__).resolve().parents[2] / "assets" / "municipalities"


class _Counted(FaultLine):
    """Counts what passes, in each direction."""

    def __init__(self, port: int) -> None:
        self.asked_bytes = self.answered_bytes = 0
        super().__init__(port)

    def _request(self, pair: Pair, centre: socket.socket, data: bytes) -> bool:
        self.asked_bytes += len(data)
        return super()._request(pair, centre, data)

    def _answer(self, pair: Pair, terminal: socket.socket, data: bytes) -> bool:
        self.answered_bytes += len(data)
        return super()._answer(pair, terminal, data)


def refresh() -> None:
    _one_from_a_centre()
    _many_at_a_terminal()


def _one_from_a_centre() -> None:
    """小野市 as its demonstration fills it: from nothing, and where nothing is new."""
    with tempfile.TemporaryDirectory(dir=".") as folder:
        state = Path(folder)
        central("load-demo", state=state / "centre")
        centre = Centre(state / "centre")
        line = _Counted(centre.port)
        try:
            _enrol(state / "terminal", centre.url, centre.code())
            # The first answer of a centre that has just started is another measurement.
            with _fetched(state / "terminal", line):
                pass
            with _fetched(state / "terminal", line) as (service, spent_s):
                say([Figure("boards of Ono, all of them", spent_s, "s", "<= 1")])
                _say_polls("one municipality", service, line)
            others = tuple(place.name for place in sorted(PLACES.iterdir()) if place.name != "ono")
            url = f"http://127.0.0.1:{line.port}"
            with _open(state / "terminal", url, others) as (service, _):
                while not service.step():
                    pass
                _say_polls(f"{len(others) + 1} municipalities", service, line)
        finally:
            line.close()
            centre.stop()


@contextmanager
def _fetched(state: Path, line: _Counted) -> Iterator[tuple[Service, float]]:
    """A start with no copy of the boards, and the seconds until they are there."""
    for old in state.glob("replica*"):
        old.unlink()
    with _open(state, f"http://127.0.0.1:{line.port}", ()) as (service, heard):
        before, began = len(heard), time.perf_counter()
        service.step()
        spent_s = time.perf_counter() - began
        assert any(isinstance(one, SnapshotTaken) for one in heard[before:]), heard[before:]
        yield service, spent_s


def _say_polls(of: str, service: Service, line: _Counted) -> None:
    # What changed a moment ago is told again for a minute; what is asked now changes nothing.
    service.nudge()
    service.step()
    line.requests = line.asked_bytes = line.answered_bytes = 0
    times_s = []
    for _ in range(POLLS):
        began = time.perf_counter()
        service.nudge()
        service.step()
        times_s.append(time.perf_counter() - began)
    asked, answered = line.asked_bytes / POLLS, line.answered_bytes / POLLS
    bare_s = exchanges_s(POLLS, round(asked), round(answered)) / POLLS
    say(
        [
            Figure(f"quiet poll of {of}: requests", line.requests / POLLS, "requests", "<= 1.02"),
            Figure(f"quiet poll of {of}: bytes asked", asked, "bytes", "<= 300"),
            Figure(f"quiet poll of {of}: bytes answered", answered, "bytes", "<= 300"),
            Figure(f"quiet poll of {of}: p50", 1000 * percentile(times_s, 0.5), "ms"),
            Figure(f"quiet poll of {of}: p99", 1000 * percentile(times_s, 0.99), "ms"),
            Figure(f"quiet poll of {of}: the bare socket", 1000 * bare_s, "ms"),
        ]
    )


def _many_at_a_terminal() -> None:
    """What the centre would answer is made beforehand: this is the terminal's own share."""
    names = tuple(f"town_{number}" for number in range(1, OPERATORS + 1))
    far_end = FarEnd()
    far_end.municipality = names[0]
    boards = {name: _boards(name, far_end) for name in names}
    far_end.boards = lambda query: (
        200,
        boards[query["municipality"]],
        {"Content-Encoding": "gzip", "ETag": '"1"', "Content-Type": "application/json"},
    )
    try:
        with tempfile.TemporaryDirectory(dir=".") as folder:
            state = Path(folder) / "terminal"
            _enrol(state, far_end.url, "ABCD-EFGH")
            with _open(state, far_end.url, names[1:]) as (service, _):
                began = time.perf_counter()
                for _ in names:
                    service.nudge()
                    service.step()
                spent_s = time.perf_counter() - began
            disk = sum(file.stat().st_size for file in state.glob("replica*"))
    finally:
        far_end.close()
    what = f"boards of {OPERATORS} operators with {ROOMS} rooms each"
    say(
        [
            Figure(f"{what}, the terminal's share", spent_s, "s", "<= 10"),
            Figure(f"{what}, on the line", sum(map(len, boards.values())) / 1e6, "MB", "<= 30"),
            Figure(f"{what}, on the disk", disk / 1e6, "MB"),
        ]
    )


def _boards(name: str, far_end: FarEnd) -> bytes:
    today = Clock().now().date()
    days, chance = [], random.Random(name)
    for room in range(ROOMS):
        for day in range(DAYS):
            # No two days are alike: what repeats itself would be packed too well.
            cells = product(HOURS, range(CELLS))
            taken = [(60 * hour, cell) for hour, cell in cells if chance.random() < TAKEN_SHARE]
            days.append(
                {
                    "facility": f"hall_{room}/arena",
                    "day": (today + timedelta(days=day)).isoformat(),
                    "taken": taken,
                }
            )
    answer = {
        "municipality": name,
        "full": True,
        "cursor": "1",
        "days": days,
        "sealing_keys": [far_end.sealing_key().model_dump()],
        "centre_ms": Clock().wall_ms(),
    }
    return gzip.compress(json.dumps(answer, separators=(",", ":")).encode(), 1)


def _enrol(state: Path, url: str, code: str) -> None:
    door = Http(url, Patience())
    found = enrol(state, door, code)
    door.close()
    assert isinstance(found, Identity), found


@contextmanager
def _open(state: Path, url: str, others: tuple[str, ...]) -> Iterator[tuple[Service, list[Report]]]:
    heard: list[Report] = []
    settings = Settings(
        state,
        url,
        new_id(),
        lambda *_: (),
        limits=Limits(free_bytes_min=0),
        patience=Patience(answer_s=30),
        also_serves=others,
    )
    service = Service.open(settings, Clock(), Chance(jitter, nonce), heard.append)
    try:
        yield service, heard
    finally:
        service.close()
