"""What was acknowledged is on disk: one sync an action, and no kill takes one back."""

import os
import random  # noqa: TID251 - a failing test prints its seed
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "tests.sync.put_forever"]
#: ``python -m tests.kills`` says another number.
KILLS = int(os.environ.get("KILLS", "60"))
#: Each start reads the whole file, so that many kills of one would be reading and nothing else.
KILLS_OF_A_FILE = 50
PUTS = 60


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_put__costs_exactly_one_sync(identity, tmp_path):
    log = tmp_path / "strace.log"
    syncs = "trace=fsync,fdatasync,sync_file_range,sync,syncfs,write"
    traced = ["strace", "-f", "-o", str(log), "-e", syncs, *COMMAND, str(identity.file.parent)]
    wanted = f"1 {PUTS}\n".encode()
    ran = subprocess.run(traced, input=wanted, check=False, capture_output=True, timeout=120)
    assert ran.returncode == 0, ran.stderr.decode()
    calls = re.findall(r'\b(\w*sync\w*)\(|write\(1, "(\w+)', log.read_text())
    done: list[str] = []
    costs: dict[str, list[str]] = {}
    for sync, mark in calls:
        if sync:
            done.append(sync)
        else:
            costs[f"{mark} after {len(costs)}" if mark == "idle" else mark] = done
            done = []
    puts = {mark: cost for mark, cost in costs.items() if mark.isdecimal()}
    assert puts == {str(number): ["fdatasync"] for number in range(1, PUTS + 1)}


def test_kill__takes_back_no_acknowledged_action(identity, outbox):
    seed = random.SystemRandom().randrange(1 << 32)
    chance = random.Random(seed)
    folder, lost, figures = identity.file.parent, 0, Counter()
    for done in range(0, KILLS, KILLS_OF_A_FILE):
        kills = min(KILLS_OF_A_FILE, KILLS - done)
        acknowledged = set(numbers_put_under_kills(folder, kills, chance))
        # Opening verifies every signature and the chain; a fault would be a line here.
        reopened = outbox()
        assert (reopened.fault, reopened.intake()) == (None, None), seed
        kept = {int(row.action.replace("-", ""), 16) for row in reopened.recent(100_000)}
        lost += len(acknowledged - kept)
        # At most one action a kill was on disk and not yet acknowledged.
        assert len(kept) - len(acknowledged) <= kills, seed
        assert not list(folder.glob("*damaged*"))
        figures += Counter(kills=kills, acknowledged=len(acknowledged), kept=len(kept))
        reopened.close()
        for file in folder.glob("outbox.*"):
            file.unlink()
    print("outbox:", *(f"{name} {count}," for name, count in figures.items()), f"lost {lost}")
    assert (figures["kills"], lost) == (KILLS, 0), seed


def numbers_put_under_kills(state_dir: Path, kills: int, chance: random.Random) -> Iterator[int]:
    command = [*COMMAND, str(state_dir)]
    first = 1
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as nursery:
        assert nursery.stdin is not None
        assert nursery.stdout is not None
        for _ in range(kills):
            nursery.stdin.write(b"%d 100000\n" % first)
            nursery.stdin.flush()
            lines = iter(nursery.stdout.readline, b"gone\n")
            pid = 0
            wait = chance.randrange(2, 60)
            for heard, line in enumerate(lines):
                assert line, "the nursery died"
                if line.startswith(b"pid "):
                    pid = int(line[4:])
                if line.strip().isdigit():
                    first = int(line) + 1
                    yield int(line)
                if heard == wait:
                    os.kill(pid, signal.SIGKILL)
            # What a kill left unacknowledged may be there: its number is not used again.
            first += 1
        nursery.stdin.close()
