"""A program on another day: ``python -m tests.journeys.at SECONDS central serve``.

Its clock runs so many seconds before the system's. Nothing else of it is changed.
"""

import runpy
import sys
import time
from datetime import datetime

import time_machine

__all__ = ["ahead_of", "travelled"]


def ahead_of(moment: str) -> float:
    """The seconds from the system's clock to this moment."""
    real_s = time.time()  # noqa: TID251 - the system's clock is what is moved
    return datetime.fromisoformat(moment).timestamp() - real_s


def travelled(seconds: float) -> time_machine.travel:
    """All programs that are so far ahead agree on the time, whenever they were started."""
    real_s = time.time()  # noqa: TID251 - the system's clock is what is moved
    return time_machine.travel(real_s + seconds, tick=True)


if __name__ == "__main__":
    _, ahead_s, module, *words = sys.argv
    sys.argv = [module, *words]
    with travelled(float(ahead_s)):
        runpy.run_module(module, run_name="__main__", alter_sys=True)
