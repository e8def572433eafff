"""The day board that is measured: 12 courts and 14 hours, all free; and two hours of it chosen."""

from dataclasses import replace

from kiosk.screens.board.view import DAYS_JA, View, example
from kiosk.screens.parts import Mark

__all__ = ["BOARD", "BOARD_NAME", "CELL", "CHOSEN"]

BOARD_NAME = "board of 12 courts x 14 hours"

COURTS = tuple(f"{number}面" for number in range(1, 13))
BOARD = example("............ " * 14, COURTS, days=DAYS_JA)
#: In the middle of the morning, on the page that comes first.
CELL = "10-1"


def _chosen(cell: str) -> View:
    hour, column = map(int, cell.split("-"))
    cells = [list(row) for row in BOARD.cells]
    for row in (hour - 9, hour - 8):
        cells[row][column] = replace(cells[row][column], mark=Mark.CHOSEN, word="選択中")
    summary = f"バドミントン {column + 1}面 {hour}:00–{hour + 2}:00"
    return replace(BOARD, cells=tuple(map(tuple, cells)), summary=summary)


CHOSEN = _chosen(CELL)
