"""A number by ten large keys."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.screens.parts import Event

__all__ = ["View"]


@dataclass(frozen=True, slots=True)
class View:
    """The screen keeps the digits and emits ``entered(digits)``; ``sample`` shows the form."""

    label: str
    length_min: int
    length_max: int
    entered: Callable[[str], Event]
    done: str
    erase: str
    sample: str = ""
    error: str = ""
