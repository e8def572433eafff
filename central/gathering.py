"""Work that arrives while other work is done, to be done together: a group commit.

What a transaction costs is paid once for all who wait. A thread that gets its turn waits a moment
for the requests that this process is reading just then, and for no others.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

__all__ = ["Gathering", "arriving", "run"]

#: Longer than to read a request, shorter than anybody notices.
COMPANY_S = 0.005

W = TypeVar("W")
R = TypeVar("R")
T = TypeVar("T")


class _Arriving(threading.local):
    """Whether the request of this thread is still being read."""

    reading = False


_HERE = _Arriving()
_CHANGED = threading.Condition()
_READING = 0


def arriving() -> None:
    """A request was received that ``run`` will answer."""
    global _READING  # noqa: PLW0603 - one process, one count
    with _CHANGED:
        _READING += 1


def run(work: Callable[..., T], *arguments: object) -> T:
    """Answer a request that was counted as arriving."""
    _HERE.reading = True
    try:
        return work(*arguments)
    finally:
        with _CHANGED:
            _read()


def _read() -> None:
    """It has been read, or is over."""
    global _READING  # noqa: PLW0603 - one process, one count
    if _HERE.reading:
        _HERE.reading = False
        _READING -= 1
        _CHANGED.notify_all()


@dataclass(slots=True)
class _Waiting(Generic[W, R]):
    """``done``: it was among those done together, and has an outcome or none."""

    work: W
    done: bool = False
    outcome: R | None = None


class Gathering(Generic[W, R]):
    """``together`` does all of it, in its order, and says what became of each."""

    def __init__(
        self,
        together: Callable[[Sequence[W]], Sequence[R | None]],
        at_most: int,
        company_s: float = COMPANY_S,
    ) -> None:
        self._together, self._at_most, self._company_s = together, at_most, company_s
        self._waiting: list[_Waiting[W, R]] = []
        self._led = False

    def do(self, work: W) -> R | None:
        """Its outcome, where it could be done with others; one alone is not done."""
        mine: _Waiting[W, R] = _Waiting(work)
        with _CHANGED:
            _read()
            self._waiting.append(mine)
            _CHANGED.wait_for(lambda: mine.done or not self._led)
            if mine.done:
                return mine.outcome
            self._led = True
            _CHANGED.wait_for(lambda: not _READING, self._company_s)
            taken = self._take(mine)
        try:
            if len(taken) > 1:
                self._share(taken)
        finally:
            with _CHANGED:
                self._led = False
                for one in taken:
                    one.done = True
                _CHANGED.notify_all()
        return mine.outcome

    def _take(self, mine: _Waiting[W, R]) -> list[_Waiting[W, R]]:
        """Mine, and those who have waited longest."""
        self._waiting.remove(mine)
        taken = [mine, *self._waiting[: self._at_most - 1]]
        del self._waiting[: self._at_most - 1]
        return taken

    def _share(self, taken: Sequence[_Waiting[W, R]]) -> None:
        outcomes = self._together([one.work for one in taken])
        for one, outcome in zip(taken, outcomes, strict=True):
            one.outcome = outcome
