"""A run that is cut off says so in its file, and leaves no process at work."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import bench.__main__ as command
from tests.support.centre import ROOT

PARENT = """
import subprocess
from tests.support.child import ends_with_us
# It says so itself, once the signal is asked for.
words = "echo started; exec sleep 600"
subprocess.run([*ends_with_us(), "sh", "-c", words], check=True)
"""


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "bench.json"
    monkeypatch.setattr(command, "OUT", file)
    return file


def measure(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Any module of bench/ that runs, or none: what it measures is of no matter here."""
    monkeypatch.setattr(command, "_asked", lambda: [name])
    command.main()


def test_file__of_a_run_that_failed_is_marked(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    measure("nothing_of_this_name", monkeypatch)
    assert json.loads(out.read_text())["complete"] is False
    assert capsys.readouterr().err == "nothing_of_this_name: ended with status 1\n"


def test_file__of_a_run_that_ended_is_complete(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    measure("figures", monkeypatch)
    assert json.loads(out.read_text())["complete"] is True


def test_child__ends_with_a_parent_that_is_killed() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    assert parent.stdout.readline() == "started\n"
    parent.kill()
    # The child has the other end of this pipe, too: it is at its end once both are gone.
    parent.communicate(timeout=60)
