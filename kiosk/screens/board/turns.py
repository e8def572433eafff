"""The pages of the board: up and down through the day, left and right through the courts."""

from dataclasses import dataclass, replace

from kiosk.screens.board.grid import Grid
from kiosk.screens.board.view import View
from kiosk.widgets.turning import ACROSS, DOWN, Axis

__all__ = ["Turn", "axes", "first_page"]


@dataclass(frozen=True, slots=True)
class Turn:
    """Which page of the times and which of the courts is shown, from 0."""

    rows: int = 0
    columns: int = 0


def axes(view: View, grid: Grid, turn: Turn) -> tuple[Axis, Axis]:
    """Both ways to turn, from this page."""
    times = tuple((time, time) for time in view.times)
    courts = tuple((court, court) for court in view.courts)
    return (
        Axis(DOWN, times, grid.rows, turn.rows, lambda page: replace(turn, rows=page)),
        Axis(ACROSS, courts, grid.columns, turn.columns, lambda page: replace(turn, columns=page)),
    )


def first_page(view: View, grid: Grid) -> Turn:
    """The page with the first cell that can be touched."""
    for row, cells in enumerate(view.cells):
        for column, cell in enumerate(cells):
            if cell.event is not None:
                return Turn(row // grid.rows.each, column // grid.columns.each)
    return Turn()
