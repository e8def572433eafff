"""Two policies that say the same from the same day on: the centre does not start with them."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules.worlds import changed
from tests.support.centre import ROOT, central_environment

TWICE = (
    'rooms = ["act/*", "areo/*"]\n'
    "[policy.closing.nth_weekday]\n"
    'n = 3\nweekday = "monday"\non_holiday = "next_day"\nsource = "ON-18"'
)


@pytest.mark.parametrize("command", ["serve", "work", "check", "migrate", "replay"])
def test_command__refuses_data_that_say_it_twice(tmp_path: Path, command: str) -> None:
    """One line that names the file and both policies; no database is made, nothing is decided."""
    folder = changed(tmp_path / "towns", "policy.toml", 'rooms = ["areo/athletics"]', TWICE)
    state = tmp_path / "state"
    program = (sys.executable, "-m", "tests.support.with_policies", str(folder.parent), "central")
    done = subprocess.run(
        [*program, command, "--state", str(state)],
        cwd=ROOT,
        env=central_environment(""),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    (line,) = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (1, "")
    assert line.startswith("ono/policy.toml: policy.3.")
    assert "closing.nth_weekday: is said for act/arena from 2015-04-01 on" in line
    assert line.endswith("by policy.2 too")
    assert not (state / "central.sqlite3").exists()
