"""What the boards cost, from a real centre: of one municipality, and of all that share OPAS."""

import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeGuard

from bench.centre.cpu import cpu_s
from bench.centre.opas import MODEL, fill, make_folder
from bench.figures import Figure, percentile, say
from bench.folder import working_folder
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

__all__ = ["refresh"]

POLLS = 200
#: More than any of those has who share a system in Osaka.
ROOMS, DAYS = 50, 92
#: A refresh that takes longer hangs.
MANY_S_MAX = 300
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
    _many_from_a_centre()
    _one_from_a_centre()


def _one_from_a_centre() -> None:
    """小野市 as its demonstration fills it: from nothing, and where nothing is new."""
    with working_folder() as state:
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


def _many_from_a_centre() -> None:
    """All operators of OPAS at once, half of their hours booked, by a terminal that knows none."""
    with working_folder() as folder:
        places, state = folder / "places", folder / "centre"
        names = make_folder(places, ROOMS)
        program = (sys.executable, "-m", "bench.centre.opas", str(places))
        central("migrate", state=state, program=program)
        taken = fill(state / "central.sqlite3", places, Clock().now().date(), DAYS)
        centre = Centre(state, program=program)
        line = _Counted(centre.port)
        try:
            terminal = folder / "terminal"
            where = ("--municipality", MODEL, "--venue", MODEL)
            code = central("enrol", *where, state=state, program=program).strip()
            _enrol(terminal, centre.url, code)
            others = tuple(name for name in names if name != MODEL)
            with _open(terminal, f"http://127.0.0.1:{line.port}", others) as (service, heard):
                _say_many(len(names), taken, service, heard, (centre, line))
            disk = sum(file.stat().st_size for file in terminal.glob("replica*"))
            say([Figure(f"{_many(len(names))}, on the disk", disk / 1e6, "MB")])
        finally:
            line.close()
            centre.stop()


def _say_many(
    count: int,
    taken: int,
    service: Service,
    heard: list[Report],
    far: tuple[Centre, _Counted],
) -> None:
    centre, line = far
    before_mb, centre_s = _resident_mb(), cpu_s(centre.process.pid)
    own_s, began = time.process_time(), time.perf_counter()
    known: set[str] = set()
    while len(known) < count:
        service.nudge()
        service.step()
        known |= {one.snapshot.municipality for one in heard if _is_told(one)}
        heard.clear()
        assert time.perf_counter() - began < MANY_S_MAX, f"only {sorted(known)} in time"
    spent_s, own_s = time.perf_counter() - began, time.process_time() - own_s
    centre_s = cpu_s(centre.process.pid) - centre_s
    bare_s = exchanges_s(line.requests, 300, line.answered_bytes // line.requests)
    what = _many(count)
    say(
        [
            Figure(f"{what}: taken cells", taken, "cells"),
            Figure(what, spent_s, "s", "<= 10"),
            Figure(f"{what}, CPU of the centre", centre_s, "s"),
            Figure(f"{what}, CPU of the terminal and its line", own_s, "s"),
            Figure(f"{what}, the bare socket", bare_s, "s"),
            Figure(f"{what}, on the line", line.answered_bytes / 1e6, "MB", "<= 30"),
            Figure(f"{what}, memory of the terminal", _resident_mb() - before_mb, "MB"),
        ]
    )


def _is_told(report: Report) -> TypeGuard[SnapshotTaken]:
    return isinstance(report, SnapshotTaken) and report.snapshot.as_of is not None


def _many(count: int) -> str:
    return f"boards of {count} operators with {ROOMS} rooms each"


def _resident_mb() -> float:
    (pages,) = Path("/proc/self/statm").read_text().split()[1:2]
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


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
