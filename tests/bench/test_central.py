"""The measurement of the centre runs to its end, small: figures are for a machine at rest."""

import json
import subprocess
import sys

from tests.support.centre import ROOT

SMALL = {
    "clients": 2,
    "bookings": 3,
    "batches": 1,
    "logins": 1,
    "boards": 1,
    "large-residents": 20,
    "large-bookings": 30,
}


def test_bench__measures_both_sizes_and_the_limit() -> None:
    words = [f"--{name}={value}" for name, value in SMALL.items()]
    done = subprocess.run(
        [sys.executable, "-m", "bench.central", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    figures = {row["name"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert figures["rows of booking_booking, SQLite, large"]["value"] == 30
    assert figures["rows of booking_cell, SQLite, large"]["value"] == 120
    assert figures["bookings, SQLite"]["aim"] == ">= 300"
    assert "bookings, SQLite: the bare database, the same rows" in figures
    assert "batches of 50, SQLite: the bare database, the same rows" in figures
    assert "bookings, SQLite, times slower where large" in figures
    assert all(row["value"] >= 0 for row in figures.values())
