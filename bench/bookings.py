"""Bookings a second at the centre: 32 terminals at once, one action a request.

On SQLite and on PostgreSQL, each with the bare database beside it doing the same inserts.
"""

import argparse
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
from threading import Thread

from bench.figures import Figure, percentile, say
from kiosk.clock import Clock
from rules.day import room_day
from rules.policy import load
from sync.wire import Actions, BookBody, Signed
from tests.support.centre import Centre, Http, central
from tests.support.crowd import Guest, plant
from tests.support.postgres import Postgres, postgres_binaries
from tests.support.terminal import HandMadeTerminal

CLIENTS = 32
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
        centre = Centre(state, database_url)
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
    wanted = list(islice(_slots(), CLIENTS * EACH))
    return [wanted[client::CLIENTS] for client in range(CLIENTS)]


def _slots() -> Iterator[BookBody]:
    """Free courts on different days and hours; neighbours in the list share a floor."""
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


def _send(port: int) -> None:
    jobs: list[list[str]] = json.load(sys.stdin)
    times: list[float] = []
    applied: list[bool] = []

    def client(requests: list[str]) -> None:
        line = Http(port)
        for request in requests:
            began = time.perf_counter()
            answer = line.post("/v1/actions", request.encode())
            times.append(time.perf_counter() - began)
            applied.append(b'"verdict":"applied"' in answer.body)

    threads = [Thread(target=client, args=(requests,)) for requests in jobs]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wall_s = time.perf_counter() - began
    json.dump({"wall_s": wall_s, "times_s": times, "applied": sum(applied)}, sys.stdout)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--send", type=int, metavar="PORT")
    port = parser.parse_args().send
    _send(port) if port else main()
