"""A terminal that knows no board and fetches those of all that it serves.

``python -m bench.line.fetch STATE URL OTHER...`` does it in a process of its own, and prints what
it took: such a process's time and memory are nobody else's.
"""

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from kiosk.clock import Clock, jitter, new_id, nonce
from sync.enrolment import enrol
from sync.identity import Identity
from sync.link import Http, Patience
from sync.outbox import Limits
from sync.reports import Report, SnapshotTaken
from sync.service import Chance, Service, Settings
from sync.snapshot import Snapshot
from tests.support.child import ends_with_us

__all__ = ["Fetched", "enrolled", "fetched", "opened", "written_s"]

#: A refresh that takes longer hangs.
S_MAX = 300


@dataclass(frozen=True, slots=True)
class Fetched:
    """``memory_mb`` is what it took more than before; ``disk_mb`` has the log of each file, too."""

    cells: int
    wall_s: float
    cpu_s: float
    memory_mb: float
    disk_mb: float


def enrolled(state: Path, url: str, code: str) -> None:
    door = Http(url, Patience())
    found = enrol(state, door, code)
    door.close()
    assert isinstance(found, Identity), found


def fetched(state: Path, url: str, others: tuple[str, ...]) -> Fetched:
    """From no copy at all, by a process of its own."""
    for old in state.glob("replica*"):
        old.unlink()
    program = (sys.executable, "-m", "bench.line.fetch")
    words = [*ends_with_us(), *program, str(state), url, *others]
    done = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True)
    return Fetched(**json.loads(done.stdout))


@contextmanager
def opened(
    state: Path, url: str, others: tuple[str, ...]
) -> Iterator[tuple[Service, list[Report]]]:
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


def written_s(state: Path) -> float:
    """What sqlite3 takes to put the same bytes into as many files, with nothing else done."""
    spent_s = 0.0
    for file in sorted(state.glob("replica-*.db")):
        with sqlite3.connect(file) as copy:
            ((whole,),) = copy.execute("SELECT message FROM whole")
        copy.close()
        bare = sqlite3.connect(file.with_suffix(".bare"), isolation_level=None)
        for pragma in ("locking_mode=EXCLUSIVE", "journal_mode=WAL", "synchronous=NORMAL"):
            bare.execute(f"PRAGMA {pragma}")
        bare.execute("CREATE TABLE whole (id INTEGER PRIMARY KEY, message BLOB)")
        began = time.perf_counter()
        bare.execute("INSERT INTO whole VALUES (1, ?)", (whole,))
        spent_s += time.perf_counter() - began
        bare.close()
    return spent_s


def _fetch(state: Path, url: str, others: tuple[str, ...]) -> Fetched:
    with opened(state, url, others) as (service, heard):
        before_mb = _resident_mb()
        own_s, began = time.process_time(), time.perf_counter()
        known: dict[str, Snapshot] = {}
        while len(known) <= len(others):
            service.nudge()
            service.step()
            known |= {one.municipality: one for one in map(_told, heard) if one is not None}
            heard.clear()
            assert time.perf_counter() - began < S_MAX, f"only {sorted(known)} in time"
        wall_s, own_s = time.perf_counter() - began, time.process_time() - own_s
        memory_mb = _resident_mb() - before_mb
        cells = sum(len(taken) for one in known.values() for taken in one.taken.values())
        disk_mb = sum(file.stat().st_size for file in state.glob("replica*")) / 1e6
    return Fetched(cells, wall_s, own_s, memory_mb, disk_mb)


def _told(report: Report) -> Snapshot | None:
    """Those that the centre has told; at a start the empty ones are reported."""
    if isinstance(report, SnapshotTaken) and report.snapshot.as_of is not None:
        return report.snapshot
    return None


def _resident_mb() -> float:
    (pages,) = Path("/proc/self/statm").read_text().split()[1:2]
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    print(json.dumps(asdict(_fetch(Path(sys.argv[1]), sys.argv[2], tuple(sys.argv[3:])))))
