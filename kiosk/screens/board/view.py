"""One day: time down, courts across, one cell a granule; touch the start, then the end."""

from dataclasses import dataclass

from kiosk.screens.parts import Event, Mark, Press

__all__ = ["Cell", "View"]


@dataclass(frozen=True, slots=True)
class Cell:
    """``event`` is None where the cell cannot be touched."""

    mark: Mark
    word: str
    event: Event | None


@dataclass(frozen=True, slots=True)
class View:
    """``cells[row][column]``: a row for each of ``times``, a column for each of ``courts``.

    ``summary`` says what is chosen so far, or how to choose.
    """

    times: tuple[str, ...]
    courts: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    summary: str
    as_of: str
    legend: tuple[tuple[Mark, str], ...]
    days: tuple[Press, ...] = ()
