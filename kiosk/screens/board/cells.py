"""The tiles of the grid: the names of the courts, the times, and the cells of one page."""

from dataclasses import replace

from kiosk.screens.board.grid import HEAD_PAD_MM, Grid, cell_style
from kiosk.screens.board.looks import PAD_MM, CellLook, CellStyle, TimeLook
from kiosk.screens.board.turns import Turn
from kiosk.screens.board.view import Cell, View
from kiosk.screens.parts import Mark
from kiosk.widgets.block import block
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.ink import Plate
from kiosk.widgets.tiles import Tile

__all__ = ["grid_tiles"]


def grid_tiles(view: View, grid: Grid, turn: Turn, brush: Brush, area: Box) -> tuple[Tile, ...]:
    """One page of the board, from the left top of its area."""
    rows = grid.rows.lines(turn.rows, len(view.times))
    columns = grid.columns.lines(turn.columns, len(view.courts))
    style = cell_style(view, brush, grid)
    width, height = grid.columns.pitch, grid.rows.pitch
    left, top = area.left + grid.times, area.top + grid.heads
    tiles = []
    for across, column in enumerate(columns):
        box = Box(left + across * width, area.top, width, grid.heads)
        tiles.append(_head(view.courts[column], grid, brush, box))
    for down, row in enumerate(rows):
        box = Box(area.left, top + down * height, grid.times, height)
        tiles.append(Tile(box, TimeLook(view.times[row], grid.time_role)))
        for across, column in enumerate(columns):
            box = Box(left + across * width, top + down * height, width, height)
            cell = view.cells[row][column]
            look = _cell(cell, brush, style, width)
            if cell.mark is Mark.CHOSEN:
                look = _joined(look, view, row, column)
            tiles.append(Tile(box, look, cell.event))
    return tuple(tiles)


def _head(court: str, grid: Grid, brush: Brush, box: Box) -> Tile:
    name = block(brush, court, grid.head_role, box.width - brush.mm(HEAD_PAD_MM), bold=True)
    return Tile(box, Plate(name.at(Box(0, 0, box.width, box.height), "ink", "middle")))


def _cell(cell: Cell, brush: Brush, style: CellStyle, pitch: int) -> CellLook:
    inner = pitch - style.gap - 2 * brush.mm(PAD_MM)
    touchable = cell.event is not None
    if style.beside:
        lines: tuple[str, ...] = (cell.word,)
    else:
        lines = brush.letters.wrap(cell.word, inner, style.role)
    return CellLook(cell.mark, lines, touchable=touchable, style=style)


def _joined(look: CellLook, view: View, row: int, column: int) -> CellLook:
    """Chosen cells under each other are one body."""
    return replace(
        look,
        joins_above=_is_chosen(view, row - 1, column),
        joins_below=_is_chosen(view, row + 1, column),
    )


def _is_chosen(view: View, row: int, column: int) -> bool:
    return 0 <= row < len(view.cells) and view.cells[row][column].mark is Mark.CHOSEN
