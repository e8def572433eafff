"""Ctrl+C, and what ends a service, end a tour at once: nobody waits for a walker that is lost."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOUR = "import sys, pathlib, kiosk.tour as t; sys.exit(t.tour(*map(pathlib.Path, sys.argv[1:])))"
ENDS_S = 20


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_tour__ended_from_outside_in_the_middle(number: signal.Signals, tmp_path: Path) -> None:
    walked = subprocess.Popen(
        [sys.executable, "-c", TOUR, str(tmp_path / "state"), str(tmp_path / "out")],
        cwd=ROOT,
        env=os.environ | {"SDL_VIDEODRIVER": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert walked.stdout is not None
    assert any("tour: book online" in line for line in walked.stdout)
    # As a terminal does with Ctrl+C: the centre of the demonstration gets it too.
    os.killpg(walked.pid, number)
    said, _ = walked.communicate(timeout=ENDS_S)
    assert walked.returncode == 1
    assert "tour: " in said.splitlines()[-1]
    assert "Traceback" not in said
