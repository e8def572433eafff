"""The centre under load: bookings, batches, logins and boards, on SQLite and on PostgreSQL.

Each beside the bare database doing the same inserts, which is the limit; then the same where a
million residents and two million bookings stand in it already.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench.centre.bare import bare_per_s
from bench.centre.cpu import cpu_s
from bench.centre.engines import Engine, engines
from bench.centre.sender import Jobs, send
from bench.centre.traffic import Traffic
from bench.figures import Figure, percentile, say
from bench.folder import working_folder
from tests.support.centre import Centre, central, central_environment
from tests.support.crowd import plant

#: What ``serve`` takes by itself on two cores.
WORKERS = 3
RESIDENTS_EACH = 50
BATCH = 50
P99_MS = "<= 250"
SLOWER_MAX = "<= 1.5"


@dataclass(frozen=True, slots=True)
class Load:
    """How much each client asks, and how large the large centre is; 0 bookings: there is none."""

    clients: int
    bookings: int
    batches: int
    logins: int
    boards: int
    large_residents: int
    large_bookings: int


DEFAULTS = {
    "clients": 32,
    "bookings": 40,
    "batches": 5,
    "logins": 12,
    "boards": 20,
    "large_residents": 1_000_000,
    "large_bookings": 2_000_000,
}


@dataclass(frozen=True, slots=True)
class Run:
    """``count`` of ``unit``, each with ``mark`` in its answer.

    ``aims`` by the name of the database, or for all. ``bare``: so many in a commit of the bare
    database, where there is something to compare.
    """

    what: str
    unit: str
    jobs: Jobs
    count: int
    mark: str
    aims: Mapping[str, str] = field(default_factory=dict)
    bare: int = 0


def main(load: Load) -> None:
    for new_engine in engines():
        _both_sizes(new_engine, load)


def _both_sizes(new_engine: Callable[[], Engine], load: Load) -> None:
    small = _measure(new_engine(), load, large=False)
    if not load.large_bookings:
        return
    large = _measure(new_engine(), load, large=True)
    say(
        Figure(f"{what}, times slower where large", small[what] / large[what], "x", SLOWER_MAX)
        for what in small
    )


def _measure(engine: Engine, load: Load, *, large: bool) -> dict[str, float]:
    """What each run reached, by its name."""
    reached: dict[str, float] = {}
    size = ", large" if large else ""
    with working_folder() as state:
        central("migrate", state=state, database_url=engine.url)
        if large:
            _fill(state, engine, load)
        guests = plant(state, engine.url, load.clients, RESIDENTS_EACH)
        centre = Centre(state, engine.url, workers=WORKERS)
        try:
            for run in _runs(Traffic(guests), centre.port, load):
                name = f"{run.what}, {engine.name}"
                reached[name] = _say(run, f"{name}{size}", centre, engine, large=large)
                if not large and run.bare:
                    _say_bare(run, name, state, engine)
        finally:
            centre.stop()
    return reached


def _runs(traffic: Traffic, port: int, load: Load) -> Iterator[Run]:
    bookings, batched = load.clients * load.bookings, load.clients * load.batches * BATCH
    applied = '"verdict":"applied"'
    one = traffic.actions(load.bookings, 1)
    yield Run("bookings", "bookings", one, bookings, applied, {"": ">= 300"}, bare=1)
    many = traffic.actions(load.batches, BATCH)
    yield Run(
        f"batches of {BATCH}", "actions", many, batched, applied, {"PostgreSQL": ">= 2000"}, BATCH
    )
    logins = load.clients * load.logins
    yield Run("logins", "logins", traffic.logins(load.logins), logins, '"kind":"accepted"')
    for name, jobs in traffic.boards(port, load.boards).items():
        yield Run(f"boards, {name}", "boards", jobs, load.clients * load.boards, "")


def _say(run: Run, name: str, centre: Centre, engine: Engine, *, large: bool) -> float:
    """Its figures; the small centre is held to the aims, the large one to the small.

    The rate is that while all clients ask: one that is done leaves a part of the centre idle.
    """
    before = _cpu_s(centre, engine)
    sent = send(centre.port, run.jobs, run.mark)
    used = [after - then for after, then in zip(_cpu_s(centre, engine), before, strict=True)]
    assert set(sent.statuses) <= {"200", "304"}, sent.statuses
    assert not run.mark or sent.marks == run.count, f"{name}: {sent.marks} of {run.count}"
    times_ms = [1000 * seconds for seconds in sent.times_s]
    per_s = run.count / len(times_ms) * sent.crowd_answers / sent.crowd_s
    aim = "" if large else run.aims.get(engine.name, run.aims.get("", ""))
    say(
        [
            Figure(name, per_s, f"{run.unit}/s", aim),
            Figure(f"{name}, to the last answer", run.count / sent.wall_s, f"{run.unit}/s"),
            Figure(f"{name}, p50", percentile(times_ms, 0.5), "ms"),
            Figure(
                f"{name}, p99", percentile(times_ms, 0.99), "ms", P99_MS if run.bare == 1 else ""
            ),
            Figure(f"{name}, CPU of the centre each", 1000 * used[0] / run.count, "ms"),
            Figure(f"{name}, CPU of the database each", 1000 * used[1] / run.count, "ms"),
            Figure(f"{name}, CPU of the asking each", 1000 * sent.cpu_s / run.count, "ms"),
        ]
    )
    return per_s


def _say_bare(run: Run, name: str, state: Path, engine: Engine) -> None:
    """As many processes as the centre has, while it has nothing to do."""
    per_s = bare_per_s(state, engine.url, WORKERS, run.bare)
    say([Figure(f"{name}: the bare database, the same rows", per_s, f"{run.unit}/s")])


def _cpu_s(centre: Centre, engine: Engine) -> tuple[float, float]:
    return cpu_s(centre.process.pid), 0.0 if engine.pid is None else cpu_s(engine.pid)


def _fill(state: Path, engine: Engine, load: Load) -> None:
    """With so many residents and bookings; the row counts stand among the figures."""
    sizes = [str(load.large_residents), str(load.large_bookings)]
    done = subprocess.run(
        [sys.executable, "-m", "bench.centre.fill", str(state), *sizes],
        env=central_environment(engine.url),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    say(
        Figure(f"rows of {table}, {engine.name}, large", count, "rows")
        for table, count in json.loads(done.stdout).items()
    )


def _load() -> Load:
    parser = argparse.ArgumentParser(prog="python -m bench.central", description=__doc__)
    for name, default in DEFAULTS.items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=int, default=default)
    return Load(**vars(parser.parse_args()))


if __name__ == "__main__":
    main(_load())
