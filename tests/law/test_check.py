"""What scripts/check finds; here so that every run of the tests finds it too."""

import os
import subprocess

import pytest

from tests.law.tree import ROOT


@pytest.mark.parametrize("step", ["format", "lint", "types", "imports", "locks"])
def test_check__finds_nothing(step: str) -> None:
    answer = subprocess.run(
        [ROOT / "scripts/check", step],
        env=os.environ | {"NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_check__refuses_a_step_that_it_does_not_know() -> None:
    answer = subprocess.run(
        [ROOT / "scripts/check", "luck"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (answer.returncode, answer.stderr) == (1, "check: unknown step luck\n")
