"""A limit on what may hang, in seconds in which this machine was awake."""

import threading
from collections.abc import Callable

__all__ = ["Watchdog"]


class Watchdog(threading.Thread):
    """Acts once its seconds are over, unless it is called off.

    They are counted by waking up, so that a machine or a process that was made to stand still is
    not taken for one that hangs.
    """

    def __init__(self, awake_s: int, act: Callable[[], object]) -> None:
        super().__init__(daemon=True)
        self._awake_s, self._act = awake_s, act
        self._called_off = threading.Event()
        self.start()

    def run(self) -> None:
        if not any(self._called_off.wait(1.0) for _ in range(self._awake_s)):
            self._act()

    def call_off(self) -> None:
        self._called_off.set()
