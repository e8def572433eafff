"""How large the days of a month can be, and how many weeks stand on a page."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from kiosk.screens.month.looks import BETWEEN_MM, PAD_MM, DayStyle
from kiosk.screens.month.view import View
from kiosk.theme import Role
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.cells import CELL_MM, WORD_LINES_MAX, gap_of, symbol_least
from kiosk.widgets.tiles import Fit, fit

__all__ = ["Grid", "day_style", "plan", "weeks_of"]

DAYS_OF_A_WEEK = 7
COLUMN_MOST_MM, ROW_MOST_MM = 46, 42
SYMBOL_USUAL_MM, SYMBOL_MOST_MM = 10.5, 13
HEAD_PAD_MM = 2

#: Symbol beside the number, the type of the number and of the word: from the best to the smallest.
STYLES: tuple[tuple[bool, Role, Role], ...] = (
    (False, "number", "text"),
    (False, "number", "small"),
    (False, "large", "small"),
    (True, "number", "text"),
    (True, "number", "small"),
    (True, "large", "small"),
    (False, "text", "small"),
    (True, "text", "small"),
)


@dataclass(frozen=True, slots=True)
class Grid:
    """Pixels of one page; ``heads`` is the height of the weekdays' names.

    ``words`` are those that stand in the days: none where the longest is too wide for a column.
    The legend has them then.
    """

    weeks: Fit
    pitch: int
    heads: int
    head_role: Role
    words: frozenset[str]


def weeks_of(view: View) -> int:
    """The same for all months of the view: nothing moves when another is shown."""
    return 1 + max((day.row for month in view.months for day in month.days), default=0)


def plan(view: View, brush: Brush, area: Box) -> Grid:
    """The grid with the fewest pages whose days are large enough for a finger and their words."""
    pitch = min(area.width // DAYS_OF_A_WEEK, brush.mm(COLUMN_MOST_MM))
    role = _head_role(view, brush, pitch)
    heads = brush.letters.line(role) + brush.mm(HEAD_PAD_MM)
    words = _words(view)
    least = _height_least(brush, words, pitch)
    if least is None:
        words = frozenset()
        least = _height_least(brush, words, pitch) or 0
    room = max(0, area.height - heads)
    least = max(brush.mm(CELL_MM), least) + gap_of(brush, 0)
    weeks = fit(weeks_of(view), room, least, brush.mm(ROW_MOST_MM))
    return Grid(weeks, pitch, heads, role, words)


def day_style(brush: Brush, grid: Grid) -> DayStyle:
    """The best style in which every day stands with a good symbol; else with a small one."""
    gap = gap_of(brush, min(grid.pitch, grid.weeks.pitch))
    for room in (gap, gap_of(brush, 0)):
        for least in (max(brush.mm(SYMBOL_USUAL_MM), symbol_least(brush)), symbol_least(brush)):
            for beside, number, word in STYLES:
                style = DayStyle(beside, number, word, least, room)
                if _stands(brush, grid, style):
                    return _grown(brush, grid, style)
    return style


def _grown(brush: Brush, grid: Grid, style: DayStyle) -> DayStyle:
    """The same with the largest symbol that stands."""
    for symbol in range(brush.mm(SYMBOL_MOST_MM), style.symbol, -1):
        larger = replace(style, symbol=symbol)
        if _stands(brush, grid, larger):
            return larger
    return style


def _stands(brush: Brush, grid: Grid, style: DayStyle) -> bool:
    wide = grid.pitch - style.gap
    width, height = _needed(brush, grid.words, style, wide)
    return width <= wide and height <= grid.weeks.pitch - style.gap


def _height_least(brush: Brush, words: Collection[str], pitch: int) -> int | None:
    """The height of a day in the lowest style that is narrow enough; None where none is."""
    gap, heights = gap_of(brush, 0), []
    for beside, number, word in STYLES:
        style = DayStyle(beside, number, word, symbol_least(brush), gap)
        width, height = _needed(brush, words, style, pitch - gap)
        if width <= pitch - gap:
            heights.append(height)
    return min(heights, default=None)


def _needed(brush: Brush, words: Collection[str], style: DayStyle, width: int) -> tuple[int, int]:
    """The width and height of a day without its gap; more than is there where a word is broken."""
    letters, pad = brush.letters, 2 * brush.mm(PAD_MM)
    lines = max((len(letters.wrap(word, width - pad, style.word)) for word in words), default=0)
    word = max((letters.widest_word(word, style.word) for word in words), default=0)
    if lines > WORD_LINES_MAX:
        word = width + 1
    number, line = letters.width("30", style.number, True), letters.line(style.number)
    if style.beside:
        figures = number + style.symbol + 2 * brush.mm(BETWEEN_MM)
        height = max(line, style.symbol)
    else:
        figures, height = max(number, style.symbol), line + style.symbol
    return max(figures, word) + pad, height + letters.height(lines, style.word) + pad


def _head_role(view: View, brush: Brush, pitch: int) -> Role:
    for role in HEAD_ROLES:
        if all(brush.letters.width(day, role, True) <= pitch for day in view.weekdays):
            break
    return role


HEAD_ROLES: tuple[Role, ...] = ("text", "small")


def _words(view: View) -> frozenset[str]:
    """Every word that a day may have, in any of the months."""
    days = {day.word for month in view.months for day in month.days}
    return frozenset(days | {word for _, word in view.legend})
