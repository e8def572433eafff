"""Wait for something that another thread or program does, with a limit."""

import time
from collections.abc import Callable

__all__ = ["wait_until"]

PATIENCE_S = 20.0


def wait_until(true: Callable[[], bool], what: str, patience_s: float = PATIENCE_S) -> None:
    """Poll, and fail with a sentence when patience ends."""
    end = time.monotonic() + patience_s
    while not true():
        assert time.monotonic() < end, f"not within {patience_s:g} s: {what}"
        time.sleep(0.01)
