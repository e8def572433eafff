"""Where everything of the board stands: arithmetic, no Kivy.

There are a few ways to put the days, the sentence, the keys of the pages and the legend around the
grid; the one in which everything fits on the fewest pages is taken. Nothing scrolls: times that do
not fit are a page further down, courts a page further right.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk.screens.board.cells import grid_tiles
from kiosk.screens.board.grid import Grid, plan
from kiosk.screens.board.turns import Turn, axes
from kiosk.screens.board.view import View
from kiosk.screens.board.words import Voice, said, stand_whole, where
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.keys import GAP_MM
from kiosk.widgets.legend import notes
from kiosk.widgets.pile import (
    NOTHING,
    PART_GAP_MM,
    Part,
    abreast,
    piled,
    presses,
)
from kiosk.widgets.tiles import Picture, Tile
from kiosk.widgets.turning import turn_keys

__all__ = ["Arrangement", "Way", "arrange"]

#: A board of fewer rows a page is looked at through a slit; of fewer than the least, hardly.
ROWS_ENOUGH, ROWS_LEAST = 4, 2
PANEL_SHARE = 0.32
PANEL_LEAST_MM, PANEL_MOST_MM = 70, 120
#: Up, down, left and right stand in one row, or two by two in a panel.
TURNS_ACROSS, TURNS_ACROSS_PANEL = 4, 2


class Place(StrEnum):
    """Where the rest stands; the keys of the pages are in a panel, or below the grid."""

    AROUND = "around the grid"
    BESIDE = "days and sentence in the panel"
    UNDER_SENTENCE = "days in the panel, the sentence over all"
    UNDER_DAYS = "the sentence in the panel, days over all"
    UNDER_BOTH = "days and sentence over all"
    IN_A_ROW = "around the grid, the days in a row with the keys of the pages"

    @property
    def has_panel(self) -> bool:
        return self not in {Place.AROUND, Place.IN_A_ROW}


@dataclass(frozen=True, slots=True)
class Way:
    """How a content is shared out.

    The legend may be missing, as each cell has its word.
    """

    place: Place
    legend: bool
    voice: Voice


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A view shared out; the notes stand at the bottom of ``foot``, the keys of the pages above."""

    view: View
    brush: Brush
    way: Way
    fixed: tuple[Tile, ...]
    foot: Box
    notes: Part
    area: Box
    grid: Grid

    def picture(self, turn: Turn) -> Picture:
        foot = self.foot_of(turn)
        tiles = (
            *self.fixed,
            *foot.at(self.foot.left, self.foot.bottom - foot.height),
            *grid_tiles(self.view, self.grid, turn, self.brush, self.area),
        )
        return Picture(self.area.right, self.foot.bottom, tiles)

    @property
    def fits(self) -> bool:
        """Whether there is at least one whole row, and nothing stands on anything else."""
        tall = self.grid.heads + self.grid.rows.pitch * self.grid.rows.each
        wide = self.grid.times + self.grid.columns.pitch * self.grid.columns.each
        return (
            tall <= self.area.height
            and wide <= self.area.width
            and self.foot_of(Turn()).height <= self.foot.height
            and self._sentence_is_whole
        )

    @property
    def _sentence_is_whole(self) -> bool:
        in_panel = self.way.place in {Place.BESIDE, Place.UNDER_DAYS}
        width = self.foot.width if in_panel else self.area.right
        return stand_whole(self.view, self.brush, (self.area.right, width), self.way.voice)

    def _turns(self, turn: Turn) -> Part:
        ways, width = axes(self.view, self.grid, turn), self.foot.width
        if self.way.place is Place.IN_A_ROW:
            half = (width - self.brush.mm(GAP_MM)) // 2
            turns = turn_keys(self.brush, ways, width=half, across=TURNS_ACROSS)
            return abreast(presses(self.brush, self.view.days, half), turns, width - half)
        across = TURNS_ACROSS_PANEL if self.way.place.has_panel else TURNS_ACROSS
        return turn_keys(self.brush, ways, width=width, across=across)

    def foot_of(self, turn: Turn) -> Part:
        """The keys of the pages and the notes; as high on any page."""
        return piled(self.brush, (self._turns(turn), self.notes))


def arrange(
    view: View, brush: Brush, width: int, height: int, way: Way | None = None
) -> Arrangement:
    """The given way, where all fits in it still; else the best one."""
    if way is not None:
        same = _arranged(view, brush, width, height, way)
        if same.fits:
            return same
    return _best(view, brush, width, height)


#: The legend, and the type of what is said: what is given up, little by little. The last is for
#: where nothing else leaves room: there the name of the place does not grow with the type.
COMFORTS = (
    (True, Voice("text", "large", "text")),
    (False, Voice("text", "large", "text")),
    (False, Voice("small", "text", "small")),
    (False, Voice("small", "small", "small")),
    (False, Voice("strip", "small", "small")),
)


def _best(view: View, brush: Brush, width: int, height: int) -> Arrangement:
    """The first comfort with enough rows on a page, in the place with the fewest pages."""
    made: list[Arrangement] = []
    for legend, voice in COMFORTS:
        ways = [Way(place, legend, voice) for place in Place]
        made += [_arranged(view, brush, width, height, way) for way in ways]
        best = min(made, key=_cost)
        enough = ROWS_LEAST if (legend, voice) == COMFORTS[-2] else ROWS_ENOUGH
        if best.fits and best.grid.rows.each >= min(enough, len(view.times)):
            break
    return best


def _cost(made: Arrangement) -> tuple[bool, bool, int, int]:
    slit = made.grid.rows.each < min(ROWS_LEAST, len(made.view.times))
    return not made.fits, slit, made.grid.pages, -made.grid.area


def _arranged(view: View, brush: Brush, width: int, height: int, way: Way) -> Arrangement:
    panel = _panel_width(brush, width) if way.place.has_panel else width
    gap = brush.mm(PART_GAP_MM)
    over, top = _over(view, brush, way, width, panel)
    below = over.height + gap if over.tiles else 0
    used = below + (top.height + gap if top.tiles else 0)
    left = panel + 2 * gap if way.place.has_panel else 0
    area = Box(left, below, width - left, height - below)
    legend = notes(brush, view.legend if way.legend else (), view.as_of, panel)
    made = Arrangement(
        view,
        brush,
        way,
        fixed=over.at(0, 0) + top.at(0, below),
        foot=Box(0, used, panel, height - used),
        notes=legend,
        area=area,
        grid=plan(view, brush, area),
    )
    if way.place.has_panel:
        return made
    made = _above(made, made.foot_of(Turn()))
    return _above(made, made.foot_of(Turn())) if made.grid.pages > 1 else made


def _above(made: Arrangement, foot: Part) -> Arrangement:
    """The grid ends where the foot begins."""
    height = made.foot.height - foot.height - made.brush.mm(PART_GAP_MM)
    area = made.area.cut_top(max(0, height))[0]
    return replace(made, area=area, grid=plan(made.view, made.brush, area))


def _over(view: View, brush: Brush, way: Way, width: int, panel: int) -> tuple[Part, Part]:
    """What stands over everything, and what at the top of the panel."""

    def piled_up(*parts: Part) -> Part:
        return piled(brush, (where(view, brush, width, way.voice), *parts))

    def days(width: int) -> Part:
        return presses(brush, view.days, width)

    def words(width: int) -> Part:
        return said(view, brush, width, way.voice)

    match way.place:
        case Place.AROUND | Place.UNDER_BOTH:
            return piled_up(days(width), words(width)), NOTHING
        case Place.BESIDE:
            return piled_up(), piled(brush, (days(panel), words(panel)))
        case Place.IN_A_ROW:
            return piled_up(words(width)), NOTHING
        case Place.UNDER_SENTENCE:
            return piled_up(words(width)), days(panel)
        case Place.UNDER_DAYS:
            return piled_up(days(width)), words(panel)


def _panel_width(brush: Brush, width: int) -> int:
    share = min(round(width * PANEL_SHARE), brush.mm(PANEL_MOST_MM))
    return max(brush.mm(PANEL_LEAST_MM), share)
