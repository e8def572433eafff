"""What the boards cost, from a real centre: of one municipality, and of all that share OPAS."""

import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench.centre.cpu import cpu_s
from bench.centre.engines import Engine, engines
from bench.centre.opas import MODEL, fill, make_folder
from bench.figures import Figure, percentile, say
from bench.folder import working_folder
from bench.line.fetch import enrolled, fetched, opened, written_s
from bench.line.sockets import exchanges_s
from kiosk.clock import Clock
from kiosk.screens.dock.line import Pair
from sync.service import Service
from tests.support.centre import Centre, central
from tests.support.fault_line import FaultLine

__all__ = ["refresh"]

DAYS = 92
ASKED_BYTES = 300
MB_MAX = "<= 30"
#: All that the centre serves.
PLACES = Path(__file__).resolve().parents[2] / "assets" / "municipalities"


class _Counted(FaultLine):
    """Counts what passes, in each direction, as it travels."""

    def __init__(self, port: int) -> None:
        self.asked_bytes = self.answered_bytes = 0
        super().__init__(port)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def forget(self) -> None:
        self.requests = self.asked_bytes = self.answered_bytes = 0

    def _request(self, pair: Pair, centre: socket.socket, data: bytes) -> bool:
        self.asked_bytes += len(data)
        return super()._request(pair, centre, data)

    def _answer(self, pair: Pair, terminal: socket.socket, data: bytes) -> bool:
        self.answered_bytes += len(data)
        return super()._answer(pair, terminal, data)


@dataclass(frozen=True, slots=True)
class _Far:
    """The other end: a centre with its database, and the line to it."""

    engine: Engine
    centre: Centre
    line: _Counted

    def cpu_s(self) -> tuple[float, float]:
        pid = self.engine.pid
        return cpu_s(self.centre.process.pid), 0.0 if pid is None else cpu_s(pid)


def refresh(rooms: int, polls: int) -> None:
    """Of ``rooms`` of each operator; ``polls`` where nothing is new."""
    for new_engine in engines():
        _one(new_engine(), polls)
        _many(new_engine(), rooms)


def _one(engine: Engine, polls: int) -> None:
    """小野市 as its demonstration fills it: from nothing, and where nothing is new."""
    with working_folder() as folder:
        state, terminal = folder / "centre", folder / "terminal"
        _progress(f"{engine.name}: the demonstration of Ono")
        central("load-demo", state=state, database_url=engine.url)
        centre = Centre(state, engine.url)
        line = _Counted(centre.port)
        try:
            enrolled(terminal, centre.url, centre.code())
            far = _Far(engine, centre, line)
            _say_boards("boards of Ono", "<= 1", far, terminal, ())
            _say_polls(polls, far, terminal, ())
            others = (place.name for place in sorted(PLACES.iterdir()) if place.name != "ono")
            _say_polls(polls, far, terminal, tuple(others))
        finally:
            line.close()
            centre.stop()


def _many(engine: Engine, rooms: int) -> None:
    """All operators of OPAS at once, half of their hours booked."""
    with working_folder() as folder:
        places, state, terminal = (folder / name for name in ("places", "centre", "terminal"))
        names = make_folder(places, rooms)
        program = (sys.executable, "-m", "bench.centre.opas", str(places))
        central("migrate", state=state, database_url=engine.url, program=program)
        for name, cells in fill(state, engine.url, places, Clock().now().date(), DAYS):
            _progress(f"{engine.name}: {name}, {cells:,} cells")
        centre = Centre(state, engine.url, program=program)
        line = _Counted(centre.port)
        try:
            where = ("--municipality", MODEL, "--venue", MODEL)
            code = central(
                "enrol", *where, state=state, database_url=engine.url, program=program
            ).strip()
            enrolled(terminal, centre.url, code)
            others = tuple(name for name in names if name != MODEL)
            what = f"boards of {len(names)} operators with {rooms} rooms each"
            _say_boards(what, "<= 10", _Far(engine, centre, line), terminal, others)
        finally:
            line.close()
            centre.stop()


def _say_boards(what: str, aim: str, far: _Far, state: Path, others: tuple[str, ...]) -> None:
    line, name = far.line, f"{what}, {far.engine.name}"
    # The first answer of a centre that has just started is another measurement.
    first = fetched(state, line.url, others)
    line.forget()
    before = far.cpu_s()
    found = fetched(state, line.url, others)
    centre_s, database_s = (after - then for after, then in zip(far.cpu_s(), before, strict=True))
    socket_s = exchanges_s(line.requests, ASKED_BYTES, line.answered_bytes // line.requests)
    say(
        [
            Figure(f"{name}: taken cells", found.cells, "cells"),
            Figure(name, found.wall_s, "s", aim),
            Figure(f"{name}, from a centre that has just started", first.wall_s, "s"),
            Figure(f"{name}: CPU of the centre", centre_s, "s"),
            Figure(f"{name}: CPU of the database's own server", database_s, "s"),
            Figure(f"{name}: CPU of the terminal", found.cpu_s, "s"),
            Figure(f"{name}: the bare socket, as many bytes", socket_s, "s"),
            Figure(f"{name}: the bare sqlite3 insert, as many bytes", written_s(state), "s"),
            Figure(f"{name}: on the line", line.answered_bytes / 1e6, "MB", MB_MAX),
            Figure(f"{name}: the copy on the disk", found.disk_mb, "MB", MB_MAX),
            Figure(f"{name}: memory of the terminal for it", found.memory_mb, "MB"),
        ]
    )


def _say_polls(polls: int, far: _Far, state: Path, others: tuple[str, ...]) -> None:
    count = len(others) + 1
    of = "one municipality" if count == 1 else f"{count} municipalities"
    with opened(state, far.line.url, others) as (service, _):
        while not service.step():
            pass
        _say_quiet(polls, f"quiet poll of {of}, {far.engine.name}", service, far.line)


def _say_quiet(polls: int, name: str, service: Service, line: _Counted) -> None:
    # What changed a moment ago is told again for a minute; what is asked now changes nothing.
    service.nudge()
    service.step()
    line.forget()
    times_s = []
    for _ in range(polls):
        began = time.perf_counter()
        service.nudge()
        service.step()
        times_s.append(time.perf_counter() - began)
    asked, answered = line.asked_bytes / polls, line.answered_bytes / polls
    bare_s = exchanges_s(polls, round(asked), round(answered)) / polls
    say(
        [
            Figure(f"{name}: requests", line.requests / polls, "requests", "<= 1.02"),
            Figure(f"{name}: bytes asked", asked, "bytes", "<= 300"),
            Figure(f"{name}: bytes answered", answered, "bytes", "<= 300"),
            Figure(f"{name}: p50", 1000 * percentile(times_s, 0.5), "ms", samples=polls),
            Figure(f"{name}: p99", 1000 * percentile(times_s, 0.99), "ms", samples=polls),
            Figure(f"{name}: the bare socket", 1000 * bare_s, "ms"),
        ]
    )


def _progress(line: str) -> None:
    print(f"  {line}", file=sys.stderr, flush=True)
