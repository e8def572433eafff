"""What a run that was cut off leaves behind: nothing that the next one does not clear."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.folder import working_folder
from tests.support.centre import ROOT

HOLDS = """
import sys
from pathlib import Path
from bench.folder import working_folder
with working_folder(Path(sys.argv[1])) as folder:
    (folder / "centre.db").touch()
    print(folder, flush=True)
    sys.stdin.read()
"""


class Run:
    """Another run, which holds a folder until it is ended."""

    def __init__(self, folders: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", HOLDS, str(folders)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.folder = Path(self._process.stdout.readline().strip())

    def end(self, sign: signal.Signals) -> None:
        self._process.send_signal(sign)
        self._process.communicate(timeout=60)


@pytest.fixture(autouse=True)
def _own_signals() -> Iterator[None]:
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


def test_folder__of_a_run_that_is_asked_to_end_is_gone(tmp_path: Path) -> None:
    run = Run(tmp_path)
    run.end(signal.SIGTERM)
    assert not run.folder.exists()


def test_folder__of_a_killed_run_is_cleared_by_the_next(tmp_path: Path) -> None:
    run = Run(tmp_path)
    run.end(signal.SIGKILL)
    assert (run.folder / "centre.db").exists()
    with working_folder(tmp_path) as own:
        assert list(tmp_path.iterdir()) == [own]


def test_folder__of_a_run_at_work_is_left(tmp_path: Path) -> None:
    run = Run(tmp_path)
    with working_folder(tmp_path) as own:
        assert sorted(tmp_path.iterdir()) == sorted([own, run.folder])
    run.end(signal.SIGTERM)
