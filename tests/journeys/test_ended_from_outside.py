"""What ends a tour or a demonstration from outside ends all of it, at once, and says so."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.waiting import wait_until

ROOT = Path(__file__).resolve().parents[2]
TOUR = "import sys, pathlib, kiosk.tour as t; sys.exit(t.tour(*map(pathlib.Path, sys.argv[1:])))"
SHOW = (
    "import sys, pathlib, kiosk.start as s; "
    "sys.exit(s.demonstrate(pathlib.Path(sys.argv[1]), height_px=960, municipality='ono'))"
)
ENDS_S = 20


def begin(program: str, *words: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, words)],
        cwd=ROOT,
        env=os.environ | {"SDL_VIDEODRIVER": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def wait_for_line(begun: "subprocess.Popen[str]", words: str) -> None:
    assert begun.stdout is not None
    assert any(words in line for line in begun.stdout)


def centres(state: Path) -> list[int]:
    """The processes of the centre of this demonstration."""
    commands = {int(file.parent.name): read(file) for file in Path("/proc").glob("[0-9]*/cmdline")}
    wanted = (b"serve", bytes(state / "centre"))
    return [pid for pid, words in commands.items() if set(wanted) <= set(words.split(b"\0"))]


def read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_tour__ended_from_outside_in_the_middle(number: signal.Signals, tmp_path: Path) -> None:
    walked = begin(TOUR, tmp_path / "state", tmp_path / "out")
    wait_for_line(walked, "tour: book online")
    # As a terminal does with Ctrl+C: the centre of the demonstration gets it too.
    os.killpg(walked.pid, number)
    said, _ = walked.communicate(timeout=ENDS_S)
    assert walked.returncode == 1
    assert "tour: " in said.splitlines()[-1]
    assert "Traceback" not in said


def test_demonstration__killed_leaves_no_centre_behind(tmp_path: Path) -> None:
    shown = begin(SHOW, tmp_path)
    wait_for_line(shown, '"first_frame"')
    assert centres(tmp_path)
    shown.kill()
    shown.communicate(timeout=ENDS_S)
    wait_until(lambda: not centres(tmp_path), "the centre to end")

    for database in (tmp_path / "centre").glob("central.sqlite3*"):
        database.unlink()
    again = begin(SHOW, tmp_path)
    said, _ = again.communicate(timeout=ENDS_S)
    assert again.returncode == 1
    assert said.startswith(f"{tmp_path}/centre: its database is gone; remove {tmp_path} ")

    (tmp_path / "centre" / "central.sqlite3").write_bytes(b"nothing" * 2000)
    broken = begin(SHOW, tmp_path)
    wait_for_line(broken, f"the centre has failed: see {tmp_path}/centre/centre.log")
    broken.terminate()
    broken.communicate(timeout=ENDS_S)
    assert broken.returncode == 0
