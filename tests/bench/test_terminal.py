"""The measurement of the panel runs to its end, small: figures are for a machine at rest."""

import json
import subprocess
import sys

from tests.support.centre import ROOT

SMALL = ("--touches=2", "--only=message", "--visits=10")


def test_bench__times_a_screen_beside_the_floor_and_counts_the_memory() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench.terminal", *SMALL],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    figures = {row["name"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert figures["screen message: next p99"]["samples"] == 2
    assert figures["screen message: next p50, times the floor's"]["value"] > 0
    assert figures["floor: lift p50"]["samples"] == 3
    assert figures["resident memory, last by first"]["value"] > 0
    assert "screen message: 1 of 1" in done.stderr
