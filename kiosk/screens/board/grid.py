"""How many courts and times fit on the board at once, and how large their cells are."""

from collections.abc import Collection
from dataclasses import dataclass

from kiosk.screens.board.looks import BETWEEN_MM, PAD_MM, CellStyle, time_width
from kiosk.screens.board.view import View
from kiosk.theme import Role
from kiosk.widgets.block import block
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.cells import CELL_MM, WORD_LINES_MAX, gap_of, symbol_beside, symbol_least
from kiosk.widgets.tiles import Fit, fit

__all__ = ["HEAD_PAD_MM", "Grid", "cell_style", "plan"]

ROW_MOST_MM, COLUMN_MOST_MM = 36, 110
HEAD_PAD_MM = 2
SYMBOL_USUAL_MM, SYMBOL_MOST_MM = 9.5, 13
#: Symbol and word stand beside each other only with this much air.
AIR_MM = 4
#: The times may take this share of the width in the type of numbers that matter.
TIMES_SHARE = 0.18

STYLES: tuple[tuple[bool, Role], ...] = (
    (True, "large"),
    (False, "text"),
    (True, "text"),
    (False, "small"),
)
#: The type of the courts' names, and on how many lines it may stand.
HEADS: tuple[tuple[Role, int], ...] = (("text", 1), ("small", 2))
TIME_ROLES: tuple[Role, ...] = ("number", "large", "text")


@dataclass(frozen=True, slots=True)
class Grid:
    """Pixels of one page of the board; ``heads`` is the height of the courts' names."""

    rows: Fit
    columns: Fit
    times: int
    time_role: Role
    heads: int
    head_role: Role

    @property
    def pages(self) -> int:
        return self.rows.pages * self.columns.pages

    @property
    def area(self) -> int:
        return self.rows.pitch * self.columns.pitch


def plan(view: View, brush: Brush, area: Box) -> Grid:
    """The grid with the fewest pages whose cells are large enough for a finger and their words."""
    words = _words(view)
    time_role = _time_role(view, brush, area.width)
    times = time_width(brush, view.times, time_role)
    least = _column_least(view, brush, words)
    columns = fit(len(view.courts), area.width - times, least, brush.mm(COLUMN_MOST_MM))
    head_role, heads = _heads(view, brush, columns.pitch)
    least = max(_row_least(brush, words, columns.pitch), brush.letters.line(time_role))
    rows = fit(len(view.times), area.height - heads, least, brush.mm(ROW_MOST_MM))
    return Grid(rows, columns, times, time_role, heads, head_role)


def cell_style(view: View, brush: Brush, grid: Grid) -> CellStyle:
    """A good symbol, and the largest type in which every word of the day stands with it."""
    words = _words(view)
    gap = gap_of(brush, min(grid.rows.pitch, grid.columns.pitch))
    width = grid.columns.pitch - gap - 2 * brush.mm(PAD_MM)
    height = grid.rows.pitch - gap - 2 * brush.mm(PAD_MM)
    # A symbol is seen from further away than a word is read.
    for least in (max(brush.mm(SYMBOL_USUAL_MM), symbol_least(brush)), symbol_least(brush)):
        for beside, role in STYLES:
            room = _symbol_beside if beside else _symbol_above
            symbol = room(brush, words, role, width, height)
            if symbol >= least:
                return CellStyle(beside, role, symbol, gap)
    return CellStyle(beside, role, least, gap)


def _symbol_beside(
    brush: Brush, words: Collection[str], role: Role, width: int, height: int
) -> int:
    """The size that is left for a symbol before the widest word."""
    widest = max((brush.letters.width(word, role) for word in words), default=0)
    room = min(width - widest - brush.mm(BETWEEN_MM) - brush.mm(AIR_MM), height)
    return min(room, symbol_beside(brush, role))


def _symbol_above(brush: Brush, words: Collection[str], role: Role, width: int, height: int) -> int:
    """The size that is left for a symbol over the tallest word; 0 where a word does not stand."""
    lines = _lines(brush, words, role, width)
    if lines > WORD_LINES_MAX or _widest_word(brush, words, role) > width:
        return 0
    room = height - brush.letters.height(lines, role)
    return min(room, width, brush.mm(SYMBOL_MOST_MM))


def _column_least(view: View, brush: Brush, words: Collection[str]) -> int:
    """Wide enough for a finger, for every Latin word, and for a cell's word on two lines."""
    pad = 2 * brush.mm(PAD_MM)
    heads = _widest_word(brush, view.courts, "small", bold=True) + brush.mm(HEAD_PAD_MM)
    cell = max(brush.mm(CELL_MM), _widest_word(brush, words, "small") + pad)
    step = max(1, brush.mm(1))
    while _lines(brush, words, "small", cell - pad) > WORD_LINES_MAX:
        cell += step
    return max(cell + gap_of(brush, cell), heads)


def _row_least(brush: Brush, words: Collection[str], column_pitch: int) -> int:
    pad = 2 * brush.mm(PAD_MM)
    width = column_pitch - gap_of(brush, column_pitch) - pad
    lines = _lines(brush, words, "small", width)
    cell = symbol_least(brush) + brush.letters.height(lines, "small") + pad
    least = max(brush.mm(CELL_MM), cell)
    return least + gap_of(brush, least)


def _heads(view: View, brush: Brush, width: int) -> tuple[Role, int]:
    """The type of the courts' names, and the height of the tallest in pixels."""
    inner = width - brush.mm(HEAD_PAD_MM)
    for role, lines in HEADS:
        names = [block(brush, court, role, inner, bold=True) for court in view.courts]
        whole = _widest_word(brush, view.courts, role, bold=True) <= inner
        if whole and all(len(name.lines) <= lines for name in names):
            break
    return role, max((name.height for name in names), default=0) + brush.mm(HEAD_PAD_MM)


def _time_role(view: View, brush: Brush, width: int) -> Role:
    for role in TIME_ROLES:
        if time_width(brush, view.times, role) <= width * TIMES_SHARE:
            break
    return role


def _lines(brush: Brush, words: Collection[str], role: Role, width: int) -> int:
    return max((len(brush.letters.wrap(word, width, role)) for word in words), default=0)


def _widest_word(brush: Brush, words: Collection[str], role: Role, *, bold: bool = False) -> int:
    return max((brush.letters.widest_word(word, role, bold=bold) for word in words), default=0)


def _words(view: View) -> set[str]:
    """Every word that a cell may have: choosing must not make the cells grow."""
    return {*view.words, *(cell.word for row in view.cells for cell in row)}
