"""What a measurement says: a name, a figure, and what it is held against in the same run."""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass

__all__ = ["Figure", "percentile", "say"]


@dataclass(frozen=True, slots=True)
class Figure:
    """``aim`` is the figure that we promise, with its comparison: "<= 60", ">= 300", "== 1".

    ``samples``: how many it was taken from, where it is a percentile; of fewer than a hundred the
    99th is the largest.
    """

    name: str
    value: float
    unit: str
    aim: str = ""
    samples: int | None = None

    @property
    def reached(self) -> bool | None:
        if not self.aim:
            return None
        sign, bound = self.aim.split()
        return {
            "<=": self.value <= float(bound),
            ">=": self.value >= float(bound),
            "==": self.value == float(bound),
        }[sign]


def percentile(samples: Iterable[float], share: float) -> float:
    """The smallest sample that at least ``share`` of the samples do not exceed."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def say(figures: Iterable[Figure]) -> None:
    """One JSON line each, for whoever gathers them."""
    for figure in figures:
        json.dump({**asdict(figure), "reached": figure.reached}, sys.stdout)
        print(flush=True)
