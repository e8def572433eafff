"""``python -m tests.simulation``: every failure of terminals and centre; 1 where a law broke."""

import argparse
import json
import random  # noqa: TID251 - the seed is printed
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from tests.simulation.laws import LAWS

ROOT = Path(__file__).resolve().parents[2]
#: Between the seeds of two processes: more than either has episodes.
APART = 10_000_000


def main() -> int:
    words = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    words.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    words.add_argument("--actions", type=int, default=20_000)
    words.add_argument("--jobs", type=int, default=1, help="processes, each with its own seeds")
    words.add_argument("--report", type=Path, help="where the figures go, as JSON")
    told = words.parse_args()
    figures = _in_parallel(told) if told.jobs > 1 else _run(told)
    figures |= {"laws": LAWS, "commit": _commit()}
    text = json.dumps(figures, indent=2, ensure_ascii=False)
    print(text)
    if told.report is not None:
        told.report.write_text(text + "\n")
    return 1 if figures["broken"] else 0


def _commit() -> str:
    """Of what was run; empty in a copy without its history."""
    asked = ["git", "rev-parse", "HEAD"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def _run(told: argparse.Namespace) -> dict[str, Any]:
    from tests.simulation.centre import Centre
    from tests.simulation.run import run

    centre = Centre()
    try:
        return run(centre, told.seed, told.actions)
    finally:
        centre.close()


def _in_parallel(told: argparse.Namespace) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        reports = [Path(folder) / f"{job}.json" for job in range(told.jobs)]
        running = [_start(told, job, report) for job, report in enumerate(reports)]
        for process in running:
            process.wait()
        return _together(told, [json.loads(report.read_text()) for report in reports])


def _start(told: argparse.Namespace, job: int, report: Path) -> subprocess.Popen[bytes]:
    share = [
        "--seed",
        str(told.seed + job * APART),
        "--actions",
        str(-(-told.actions // told.jobs)),
    ]
    command = [sys.executable, "-m", "tests.simulation", *share, "--report", str(report)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


def _together(told: argparse.Namespace, each: list[dict[str, Any]]) -> dict[str, Any]:
    counts = sum((Counter(one["counts"]) for one in each), Counter[str]())
    return {
        "seed": told.seed,
        "jobs": told.jobs,
        "seconds": max(one["seconds"] for one in each),
        "actions a minute": sum(one["actions a minute"] for one in each),
        "counts": dict(sorted(counts.items())),
        "broken": [line for one in each for line in one["broken"]],
    }


if __name__ == "__main__":
    sys.exit(main())
