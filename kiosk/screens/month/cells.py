"""The tiles of the large month: the weekdays, and the days of the weeks on one page."""

from kiosk.screens.month.grid import Grid, day_style, weeks_of
from kiosk.screens.month.looks import PAD_MM, TONES, DayLook, DayStyle
from kiosk.screens.month.view import Day, View
from kiosk.widgets.block import block
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.ink import Plate
from kiosk.widgets.tiles import Tile

__all__ = ["grid_tiles"]

#: The tone of each weekday's name, from Sunday.
WEEKDAY_TONES = ("holiday", *["weekday"] * 5, "saturday")


def grid_tiles(view: View, grid: Grid, page: int, brush: Brush, area: Box) -> tuple[Tile, ...]:
    """One page of the large month; every place is a tile, so that all months are laid alike."""
    rows = grid.weeks.lines(page, weeks_of(view))
    left = area.left + (area.width - 7 * grid.pitch) // 2
    days = {(day.row, day.column): day for day in view.months[view.large].days}
    style = day_style(brush, grid)
    tiles = []
    for column, name in enumerate(view.weekdays):
        box = Box(left + column * grid.pitch, area.top, grid.pitch, grid.heads)
        tiles.append(_head(name, column, grid, brush, box))
    for down, row in enumerate(rows):
        for column in range(len(view.weekdays)):
            top = area.top + grid.heads + down * grid.weeks.pitch
            box = Box(left + column * grid.pitch, top, grid.pitch, grid.weeks.pitch)
            day = days.get((row, column))
            tiles.append(_day(day, brush, style, box, words=bool(grid.words)))
    return tuple(tiles)


def _head(name: str, column: int, grid: Grid, brush: Brush, box: Box) -> Tile:
    word = block(brush, name, grid.head_role, box.width, bold=True)
    place = Box(0, 0, box.width, box.height)
    return Tile(box, Plate(word.at(place, TONES[WEEKDAY_TONES[column]], "middle")))


def _day(day: Day | None, brush: Brush, style: DayStyle, box: Box, *, words: bool) -> Tile:
    if day is None:
        return Tile(box, Plate())
    inner = box.width - style.gap - 2 * brush.mm(PAD_MM)
    look = DayLook(
        number=day.number,
        tone=day.tone,
        today=day.today,
        mark=day.mark,
        lines=brush.letters.wrap(day.word, inner, style.word) if words else (),
        touchable=day.event is not None,
        style=style,
    )
    return Tile(box, look, day.event)
