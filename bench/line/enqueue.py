"""What it costs to record an action: time, and syncs of the disk; beside the bare database."""

import re
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from uuid import UUID

from bench.figures import Figure, percentile, say
from bench.folder import working_folder
from sync.draft import Draft
from sync.identity import Identity
from sync.outbox import Limits, Outbox
from tests.sync.put_forever import BODY, BOX, CLOCK, NOW_MS, make_identity

__all__ = ["enqueue"]

ACTIONS = 2_000
TRACED = 200
#: About what a row of the outbox weighs.
ROW_BYTES = 1_400


def enqueue() -> None:
    with working_folder() as state:
        ours = _puts(state, make_identity(state))
        bare = _bare(state)
        say(
            [
                Figure("enqueue p50", 1000 * percentile(ours, 0.50), "ms"),
                Figure("enqueue p99", 1000 * percentile(ours, 0.99), "ms", "<= 5"),
                Figure("the bare sqlite3 insert p50", 1000 * percentile(bare, 0.50), "ms"),
                Figure("the bare sqlite3 insert p99", 1000 * percentile(bare, 0.99), "ms"),
            ]
        )
    with working_folder() as state:
        make_identity(state)
        if shutil.which("strace"):
            say([Figure("syncs an action", _syncs(state), "fdatasync", "== 1")])
        else:
            print("syncs an action: not counted, strace is not installed", file=sys.stderr)


def _puts(state: Path, identity: Identity) -> list[float]:
    outbox = Outbox(state, identity, UUID(int=8), Limits(free_bytes_min=0), NOW_MS)
    times = []
    for number in range(1, ACTIONS + 1):
        draft = Draft(UUID(int=number), UUID(int=99), "ono", BODY, BOX, frozenset({1}))
        began = time.perf_counter()
        outbox.put(draft, CLOCK)
        times.append(time.perf_counter() - began)
    outbox.close()
    return times


def _bare(state: Path) -> list[float]:
    """The same disk and the same pragmas, nothing but a row of the same size."""
    database = sqlite3.connect(state / "bare.db", isolation_level=None)
    for pragma in ("locking_mode=EXCLUSIVE", "journal_mode=WAL", "synchronous=FULL"):
        database.execute(f"PRAGMA {pragma}")
    database.execute("CREATE TABLE rows (seq INTEGER PRIMARY KEY, text TEXT)")
    times = []
    for _ in range(ACTIONS):
        began = time.perf_counter()
        database.execute("BEGIN IMMEDIATE")
        database.execute("INSERT INTO rows (text) VALUES (?)", ("x" * ROW_BYTES,))
        database.execute("COMMIT")
        times.append(time.perf_counter() - began)
    database.close()
    return times


def _syncs(state: Path) -> float:
    """Syncs between the first and the last acknowledged action of a traced process."""
    log = state / "strace.log"
    program = [sys.executable, "-m", "tests.sync.put_forever", str(state)]
    watched = "trace=fsync,fdatasync,sync_file_range,sync,syncfs,write"
    subprocess.run(
        ["strace", "-f", "-o", str(log), "-e", watched, *program],
        input=f"1 {TRACED}\n".encode(),
        check=True,
        capture_output=True,
    )
    cost, costs = 0, []
    for sync, mark in re.findall(r'\b(\w*sync\w*)\(|write\(1, "(\w+)', log.read_text()):
        cost += bool(sync)
        if mark:
            # Opening, and the tidying when nobody waits, have marks of their own.
            costs += [cost] if mark.isdecimal() else []
            cost = 0
    assert len(costs) == TRACED, "an action was not acknowledged"
    return sum(costs) / TRACED
