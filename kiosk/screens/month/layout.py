"""Where everything of the months stands: arithmetic, no Kivy.

All months stand in small, so that none is behind another; the large one has days to touch. Tall
contents have the small months above it, wide ones beside it. Weeks that do not fit are turned to.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple

from kiosk.screens.month.cells import grid_tiles
from kiosk.screens.month.grid import Grid, plan, weeks_of
from kiosk.screens.month.looks import SmallMonth, small_height
from kiosk.screens.month.view import Month, View
from kiosk.theme import Role
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.keys import GAP_MM, TARGET_MM
from kiosk.widgets.legend import notes
from kiosk.widgets.pile import (
    NOTHING,
    PART_GAP_MM,
    Part,
    abreast,
    piled,
    presses,
    sentence,
)
from kiosk.widgets.tiles import Picture, Tile
from kiosk.widgets.turning import DOWN, Axis, turn_keys

__all__ = ["Arrangement", "WeeksTurned", "arrange"]

PANEL_SHARE = 0.3
PANEL_LEAST_MM, PANEL_MOST_MM = 60, 110
SMALL_GAP_MM = 3
#: In a row with the keys of the weeks, the names of the months take this much.
NAMES_SHARE = 0.68
#: The name of a small month with the air around it.
TITLE_AIR = 1.15
SMALL_LEAST_MM = 34
SMALL_IN_A_COLUMN_MAX = 3
SMALL_TITLES: tuple[Role, ...] = ("text", "small")


@dataclass(frozen=True, slots=True)
class WeeksTurned:
    """Another page of the weeks of the large month is to be shown."""

    page: int


class Comfort(NamedTuple):
    """What is given up, little by little, where a content is small.

    ``week_mm`` is the height of a week in the small months; 0 leaves their names alone. At last
    the months stand in a row with the keys of the weeks, and the wall is where the days end.
    """

    title: bool
    week_mm: float
    legend: bool
    in_a_row: bool = False
    wall: bool = True
    large_keys: bool = True


COMFORTS = (
    Comfort(title=True, week_mm=7, legend=True),
    Comfort(title=True, week_mm=5, legend=True),
    Comfort(title=True, week_mm=3.6, legend=True),
    Comfort(title=False, week_mm=3.6, legend=True),
    Comfort(title=False, week_mm=3, legend=True),
    Comfort(title=False, week_mm=3, legend=False),
    Comfort(title=False, week_mm=0, legend=True),
    Comfort(title=False, week_mm=0, legend=False),
    Comfort(title=False, week_mm=0, legend=True, in_a_row=True),
    Comfort(title=False, week_mm=0, legend=True, in_a_row=True, wall=False),
    Comfort(title=False, week_mm=0, legend=False, in_a_row=True, wall=False),
    Comfort(title=False, week_mm=0, legend=False, in_a_row=True, wall=False, large_keys=False),
)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A view shared out; ``foot`` is filled from its bottom, ``area`` is left for the days."""

    view: View
    brush: Brush
    fixed: tuple[Tile, ...]
    foot: Box
    notes: Part
    comfort: Comfort
    area: Box
    grid: Grid

    def first_page(self) -> int:
        """The page with the first day that can be touched."""
        rows = [day.row for day in self._large.days if day.event is not None]
        return min(rows, default=0) // self.grid.weeks.each

    def picture(self, page: int) -> Picture:
        foot = self.with_turns(page)
        tiles = (
            *self.fixed,
            *foot.at(self.foot.left, self.foot.bottom - foot.height),
            *grid_tiles(self.view, self.grid, page, self.brush, self.area),
        )
        return Picture(self.area.right, self.foot.bottom, tiles)

    def with_turns(self, page: int) -> Part:
        """What stands in the foot: the keys to other weeks, the wall, the legend."""
        names = _week_names(self._large, weeks_of(self.view))
        axis = Axis(DOWN, names, self.grid.weeks, page, WeeksTurned)
        if not self.comfort.in_a_row:
            turns = turn_keys(self.brush, [axis], width=self.foot.width, across=2)
            return piled(self.brush, (turns, self.notes))
        small_width = round(self.foot.width * NAMES_SHARE)
        at = small_width + self.brush.mm(GAP_MM)
        small = _small_months(self.view, self.brush, small_width, 0, in_column=False)
        turns = turn_keys(self.brush, [axis], width=self.foot.width - at, across=2)
        return piled(self.brush, (abreast(small, turns, at), self.notes))

    @property
    def fits(self) -> bool:
        weeks = self.grid.weeks
        return (
            self.grid.heads + weeks.pitch * weeks.each <= self.area.height
            and (bool(self.grid.words) or self.comfort.legend)
            and self.with_turns(0).height <= self.foot.height
        )

    @property
    def _large(self) -> Month:
        return self.view.months[self.view.large]


def arrange(view: View, brush: Brush, width: int, height: int) -> Arrangement:
    """The first comfort in which the whole month stands on one page; else the fewest pages."""
    made: list[Arrangement] = []
    for comfort in COMFORTS:
        # A row of keys is as wide as the content; it does not stand in a panel.
        for beside in (False,) if comfort.in_a_row else (False, True):
            whole = Box(0, 0, width, height)
            made.append(_arranged(view, brush, whole, comfort, beside=beside))
        best = min(made, key=_cost)
        if best.fits and best.grid.weeks.pages == 1:
            break
    return best


def _cost(made: Arrangement) -> tuple[bool, int, int]:
    return not made.fits, made.grid.weeks.pages, -made.grid.weeks.pitch * made.grid.pitch


def _arranged(
    view: View, brush: Brush, whole: Box, comfort: Comfort, *, beside: bool
) -> Arrangement:
    gap = brush.mm(PART_GAP_MM)
    panel = _panel_width(brush, whole.width) if beside else whole.width
    left = panel + 2 * gap if beside else 0
    over, side, title = _upper(view, brush, whole, comfort, panel=panel, left=left)
    top = over.height + gap if over.tiles else 0
    used = top + (side.height + gap if side.tiles else 0)
    below = top + (title.height + gap if title.tiles else 0) if beside else used
    wall = _wall(view, brush, panel, comfort)
    legend = notes(brush, view.legend if comfort.legend else (), view.as_of, panel)
    area = Box(left, below, whole.width - left, whole.height - below)
    made = Arrangement(
        view,
        brush,
        fixed=over.at(0, 0) + side.at(0, top) + title.at(left, top),
        foot=Box(0, used, panel, whole.height - used),
        notes=piled(brush, (wall, legend)),
        comfort=comfort,
        area=area,
        grid=plan(view, brush, area),
    )
    if beside:
        return made
    made = _above(made, made.with_turns(0))
    return _above(made, made.with_turns(0)) if made.grid.weeks.pages > 1 else made


def _upper(
    view: View, brush: Brush, whole: Box, comfort: Comfort, *, panel: int, left: int
) -> tuple[Part, Part, Part]:
    """What stands over everything, at the top of the panel, and over the days."""
    title = _title(view, brush, whole.width - left, comfort)
    width = whole.width if comfort.in_a_row else panel
    filters = presses(brush, view.filters, width, large=comfort.large_keys)
    if comfort.in_a_row:
        return filters, NOTHING, title
    small = _small_months(view, brush, panel, comfort.week_mm, in_column=left > 0)
    if not left:
        return NOTHING, piled(brush, (filters, small, title)), NOTHING
    return NOTHING, piled(brush, (small, filters)), title


def _above(made: Arrangement, foot: Part) -> Arrangement:
    """The days end where the foot begins."""
    bottom = made.foot.bottom - foot.height - made.brush.mm(PART_GAP_MM)
    area = made.area.cut_top(max(0, bottom - made.area.top))[0]
    return replace(made, area=area, grid=plan(made.view, made.brush, area))


def _small_months(view: View, brush: Brush, width: int, week_mm: float, *, in_column: bool) -> Part:
    """Every month as a key; the one that is large is framed and leads nowhere."""
    gap, count = brush.mm(SMALL_GAP_MM), len(view.months)
    least = max(brush.letters.width(month.title, "small", True) for month in view.months)
    least = max(brush.mm(SMALL_LEAST_MM if week_mm else TARGET_MM), round(least * TITLE_AIR))
    most = max(1, (width + gap) // (least + gap))
    if in_column and week_mm and count <= SMALL_IN_A_COLUMN_MAX:
        most = 1
    rows = -(-count // most)
    boxes = Box(0, 0, width, 0).columns(-(-count // rows), gap)
    role = _small_role(view, brush, boxes[0].width)
    height = small_height(brush, role, weeks_of(view), week_mm)
    tiles = []
    for number, month in enumerate(view.months):
        down, along = divmod(number, len(boxes))
        box = Box(boxes[along].left, down * (height + gap), boxes[along].width, height)
        current = number == view.large
        look = SmallMonth(
            month.title,
            role,
            tuple((day.column, day.row, day.mark) for day in month.days) if week_mm else (),
            weeks_of(view) if week_mm else 0,
            current,
        )
        tiles.append(Tile(box, look, None if current else month.event))
    return Part(rows * (height + gap) - gap, tuple(tiles))


def _small_role(view: View, brush: Brush, width: int) -> Role:
    for role in SMALL_TITLES:
        if all(brush.letters.width(m.title, role, True) * TITLE_AIR <= width for m in view.months):
            break
    return role


def _title(view: View, brush: Brush, width: int, comfort: Comfort) -> Part:
    if not comfort.title:
        return NOTHING
    return sentence(brush, view.months[view.large].title, width, "title", bold=True)


def _wall(view: View, brush: Brush, width: int, comfort: Comfort) -> Part:
    """What lies beyond the last day."""
    if not (view.wall and comfort.wall):
        return NOTHING
    return sentence(brush, view.wall, width, "text" if comfort.title else "small")


def _week_names(month: Month, weeks: int) -> tuple[tuple[str, str], ...]:
    """The first and the last day of each week."""
    names = []
    for row in range(weeks):
        days = [day.number for day in month.days if day.row == row] or [0]
        names.append((str(min(days)), str(max(days))))
    return tuple(names)


def _panel_width(brush: Brush, width: int) -> int:
    share = min(round(width * PANEL_SHARE), brush.mm(PANEL_MOST_MM))
    return max(brush.mm(PANEL_LEAST_MM), share)
