"""Three months at a glance, one in large; each day one symbol."""

from dataclasses import dataclass

from kiosk.screens.parts import Event, Mark, Press

__all__ = ["Day", "Month", "View"]


@dataclass(frozen=True, slots=True)
class Day:
    """``column`` counts from Sunday = 0; ``event`` is None where the day cannot be touched.

    ``tone`` colours the number: weekday, saturday, holiday (Sundays too).
    """

    number: int
    column: int
    row: int
    mark: Mark
    word: str
    event: Event | None
    tone: str = "weekday"
    today: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    title: str
    days: tuple[Day, ...]
    event: Event


@dataclass(frozen=True, slots=True)
class View:
    """``months[large]`` is the large one; ``wall`` says what lies beyond the last day."""

    weekdays: tuple[str, ...]
    months: tuple[Month, ...]
    large: int
    legend: tuple[tuple[Mark, str], ...]
    as_of: str
    wall: str
    filters: tuple[Press, ...] = ()
