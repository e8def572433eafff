"""What the terminal sets before Kivy and Mesa are loaded."""

import os
import subprocess
import sys

import pytest

ASKED = "import os, kiosk; print(os.environ['LP_NUM_THREADS'])"


@pytest.mark.parametrize(("operator", "found"), [(None, "0"), ("2", "2")])
def test_mesa__draws_on_one_thread_unless_the_operator_says_otherwise(
    operator: str | None, found: str
) -> None:
    """With threads of its own its memory grows."""
    known = {name: value for name, value in os.environ.items() if name != "LP_NUM_THREADS"}
    said = {} if operator is None else {"LP_NUM_THREADS": operator}
    run = [sys.executable, "-c", ASKED]
    done = subprocess.run(run, env=known | said, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == found
