"""Bookings a second at the centre: 32 terminals at once, one action a request.

On SQLite and on PostgreSQL, each with the bare database beside it doing the same inserts.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle, islice, product
from pathlib import Path

from bench.figures import Figure, percentile, say
from kiosk.clock import Clock
from rules.day import room_day
from rules.policy import load
from sync.wire import Actions, BookBody, Signed
from tests.support.centre import Centre, central
from tests.support.crowd import Guest, plant
from tests.support.postgres import Postgres, postgres_binaries
from tests.support.terminal import HandMadeTerminal

HEAD = (
    b"POST /v1/actions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    b"Content-Length: %d\r\n\r\n"
)
CLIENTS = 32
#: What ``serve`` takes by itself on two cores.
WORKERS = 4
EACH = 60
RESIDENTS_EACH = 10
ROOMS = (("argo/arena", "badminton", 6), ("act/arena", "badminton", 6))
MUNICIPALITY = Path(__file__).resolve().parent.parent / "assets" / "municipalities" / "ono"
#: Days from today that are booked, as far as they are open.
FIRST_DAY, LAST_DAY = 2, 34


@dataclass(frozen=True, slots=True)
class Run:
    per_s: float
    p50_ms: float
    p99_ms: float
    applied: int


def main() -> None:
    _measure("SQLite", "")
    binaries = postgres_binaries()
    if binaries is None:
        print("PostgreSQL: not measured, it is not installed", file=sys.stderr)
        return
    postgres = Postgres(binaries)
    try:
        _measure("PostgreSQL", postgres.new_database())
    finally:
        postgres.stop()


def _measure(name: str, database_url: str) -> None:
    with tempfile.TemporaryDirectory(dir=".") as folder:
        state = Path(folder)
        central("migrate", state=state, database_url=database_url)
        guests = plant(state, database_url, CLIENTS, RESIDENTS_EACH)
        centre = Centre(state, database_url, workers=WORKERS)
        try:
            run = _run(centre, guests)
        finally:
            centre.stop()
    say(
        [
            Figure(f"bookings, {CLIENTS} clients, {name}", run.per_s, "bookings/s", ">= 300"),
            Figure(f"a booking p50, {name}", run.p50_ms, "ms"),
            Figure(f"a booking p99, {name}", run.p99_ms, "ms"),
            Figure(f"of them applied, {name}", run.applied, "bookings", f"== {CLIENTS * EACH}"),
        ]
    )


def _run(centre: Centre, guests: list[Guest]) -> Run:
    """All requests are made beforehand, and sent by a process of its own."""
    jobs = [_requests(guest, bodies) for guest, bodies in zip(guests, _shares(), strict=True)]
    sender = [sys.executable, "-m", "bench.bookings", "--send", str(centre.port)]
    done = subprocess.run(
        sender, input=json.dumps(jobs), capture_output=True, text=True, check=True, timeout=600
    )
    said = json.loads(done.stdout)
    times = [1000 * seconds for seconds in said["times_s"]]
    return Run(
        len(times) / said["wall_s"],
        percentile(times, 0.5),
        percentile(times, 0.99),
        said["applied"],
    )


def _requests(guest: Guest, bodies: list[BookBody]) -> list[str]:
    """The bookings of one terminal, each by another of the residents who have logged in there."""
    pairs = zip(bodies, cycle(guest.visits))
    return [_request(guest.terminal, guest.terminal.act(body, *visit)) for body, visit in pairs]


def _request(terminal: HandMadeTerminal, action: Signed) -> str:
    return Actions(terminal=terminal.name, actions=(action,)).model_dump_json()


def _shares() -> list[list[BookBody]]:
    """Each terminal its own days, as residents of a town want different ones."""
    slots = _slots()
    return [list(islice(slots, EACH)) for _ in range(CLIENTS)]


def _slots() -> Iterator[BookBody]:
    """Free courts, day by day and hour by hour; neighbours in the list share a floor."""
    now = Clock().now()
    ono = load(MUNICIPALITY)
    days = (now.date() + timedelta(days=n) for n in range(FIRST_DAY, LAST_DAY))
    for day, hour in product(days, range(9, 21)):
        for facility, sport, courts in ROOMS:
            if not room_day(ono, facility, day, now).open:
                continue
            for _ in range(courts):
                yield BookBody(
                    facility=facility,
                    sport=sport,
                    courts=1,
                    people=4,
                    day=day,
                    start_minute=60 * hour,
                    end_minute=60 * hour + 60,
                )


async def _send(port: int) -> None:
    """One task a terminal and no thread: asking takes little of what answering could use."""
    jobs: list[list[str]] = json.load(sys.stdin)
    began = time.perf_counter()
    done = await asyncio.gather(*(_client(port, requests) for requests in jobs))
    wall_s = time.perf_counter() - began
    answers = [answer for client in done for answer in client]
    times_s, applied = zip(*answers, strict=True)
    json.dump({"wall_s": wall_s, "times_s": times_s, "applied": sum(applied)}, sys.stdout)


async def _client(port: int, requests: list[str]) -> list[tuple[float, bool]]:
    """Seconds to the last byte of each answer, and whether it is a booking."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answers = []
    for request in requests:
        body = request.encode()
        began = time.perf_counter()
        writer.write(HEAD % len(body) + body)
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        answer = await reader.readexactly(length)
        answers.append((time.perf_counter() - began, b'"verdict":"applied"' in answer))
    writer.close()
    return answers


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--send", type=int, metavar="PORT")
    port = parser.parse_args().send
    asyncio.run(_send(port)) if port else main()
