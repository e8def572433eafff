"""A core file of a process that sealed a password has none; and it would be seen."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.cores import core_of, goes_elsewhere
from tests.support.secrets import Searched, masked

ROOT = Path(__file__).parents[2]
WORD = "vK8sT2nQ5xJd7RbW"
SEARCHED = {"password": [WORD], **{f"part {at}": [WORD[at : at + 8]] for at in (0, 8)}}

pytestmark = pytest.mark.skipif(bool(goes_elsewhere()), reason=goes_elsewhere() or "they are here")


def left_in_core(folder: Path, how: str) -> set[str]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.sync.seal_and_wait", masked(WORD), how],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "sealed\n"
        searched = Searched(SEARCHED)
        return {kind for piece in core_of(process, folder) for kind, _ in searched.found_in(piece)}


def test_core__of_a_process_that_sealed_has_no_password(tmp_path: Path) -> None:
    assert left_in_core(tmp_path, "wiped") == set()


def test_core__has_the_password_where_it_is_not_overwritten(tmp_path: Path) -> None:
    """The mutant: without the wipe the one above must fail."""
    assert left_in_core(tmp_path, "left") == set(SEARCHED)
