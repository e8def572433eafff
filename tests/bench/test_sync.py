"""The measurement of the terminal's durable half runs to its end, small."""

import json
import shutil
import subprocess
import sys

import pytest

from tests.support.centre import ROOT


def figures(*words: str) -> dict[str, dict[str, object]]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.sync", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {str(row["name"]): row for row in map(json.loads, done.stdout.splitlines())}


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_bench__counts_the_syncs_of_an_action() -> None:
    assert figures("--only=enqueue")["syncs an action"]["value"] == 1


def test_bench__drains_over_a_line_that_cuts() -> None:
    found = figures("--only=drain", "--visits=3", "--each=20", "--seed=4")
    assert found["drain, SQLite: applied"]["value"] == 60
    assert "drain: the bare socket, as many bytes" in found


def test_bench__fetches_the_boards_of_all_who_share_a_system() -> None:
    found = figures("--only=refresh", "--rooms=1", "--polls=2")
    many = "boards of 18 operators with 1 rooms each, SQLite"
    assert found[f"{many}: taken cells"]["value"] != 0
    assert found[f"{many}: on the line"]["reached"]
    assert found[f"{many}: the copy on the disk"]["reached"]
    assert f"{many}: the bare sqlite3 insert, as many bytes" in found
    assert found["quiet poll of 22 municipalities, SQLite: bytes answered"]["reached"]
