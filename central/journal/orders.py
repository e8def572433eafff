"""In which orders lines that ran at the same time may have seen each other.

No clock tells. A transaction sees what was committed when it looked, and its line is written a
little before its own commit. So one that differs at its place did not see all that stands before
it, or saw something that stands behind it.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import combinations, takewhile

from central.journal.chain import SETTLED_AFTER
from central.journal.models import Line

__all__ = ["QUIET", "REACH", "other_orders"]

#: So many lines before and after it one may have met.
REACH = 64
#: Of so many before it any some may have committed late.
NEAREST = 6
#: A commit may take so long after the line was written; machines differ by less.
QUIET = timedelta(seconds=1)


def other_orders(order: Sequence[Line], index: int) -> Iterator[tuple[int, list[Line]]]:
    """From which place on it is another one, and what stands there; the likeliest first.

    The line before those that it met, the nearest first; behind those that follow; and behind it
    one or some of those before it whose commit came late, while it saw what stands between.
    """
    line = order[index]
    before = _met(line, order[max(0, index - REACH) : index][::-1])
    for count in range(1, before + 1):
        start = index - count
        yield start, [line, *order[start:index]]
    for count in range(1, _met(line, order[index + 1 : index + 1 + REACH]) + 1):
        yield index, [*order[index + 1 : index + 1 + count], line]
    for late in _late(before):
        start = index - max(late)
        places = range(start, index)
        seen = [order[place] for place in places if index - place not in late]
        unseen = [order[place] for place in places if index - place in late]
        yield start, [*seen, line, *unseen]


def _late(before: int) -> Iterator[frozenset[int]]:
    """Counted from the line back; without those that are a whole row up to it."""
    for one in range(2, before + 1):
        yield frozenset({one})
    nearest = range(1, min(before, NEAREST) + 1)
    for size in range(2, len(nearest)):
        for some in combinations(nearest, size):
            if max(some) > size:
                yield frozenset(some)


def _met(line: Line, others: Sequence[Line]) -> int:
    """How many of those beside it, from the nearest, may have run at the same time."""
    began = max(line.at, line.written_at - SETTLED_AFTER) - QUIET
    ended = line.written_at + QUIET
    met = takewhile(lambda other: began <= other.written_at <= ended, others)
    return sum(1 for _ in met)
