"""Where map and list stand: beside each other or one under the other, whatever is larger."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kiosk.screens.map.ground import ground
from kiosk.screens.map.view import Place, View
from kiosk.screens.parts import Look, Mark
from kiosk.theme import Role
from kiosk.widgets.block import Block, block
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.grid import Grid, Roles
from kiosk.widgets.ink import Ink, Symbol
from kiosk.widgets.keys import FOOT_MM, GAP_MM, TARGET_MM, placed
from kiosk.widgets.marks import mark_colour_name
from kiosk.widgets.pile import sentence
from kiosk.widgets.stack import Item, can_stand, pager, pager_height, split
from kiosk.widgets.tiles import Tile

__all__ = ["lay"]

#: Of the content, for the map where it stands above the list, and where it stands beside it.
ABOVE_SHARE, BESIDE_SHARE = 0.5, 0.5
#: A schematic may be drawn so much wider or higher than it is.
STRETCH_MAX = 1.4
PAD_MM = 3.0
#: Between a name and the state on one line with it.
ASIDE_MM = 6.0
#: Of name and state; the smaller ones where a long name would not fit on a page.
ROLES: tuple[tuple[Role, Role], ...] = (("text", "text"), ("small", "small"), ("strip", "small"))
#: Narrower than this many letters a column of the list is not worth it.
COLUMN_LEAST_EM = 13.0
#: Beside the map the list is no narrower.
LIST_LEAST_EM = 15.0
#: So many rows shall stand on a page, even if their type must be smaller for it.
ROWS_LEAST = 2


def lay(view: View, box: Box, brush: Brush, page: int, words: tuple[str, str]) -> tuple[Tile, ...]:
    if not view.places:
        said = block(brush, view.empty, "large", box.width)
        top, _ = box.cut_top(min(box.height, said.height + brush.mm(20)))
        return (said.tile(top),)
    note = sentence(brush, view.note, box.width, "small", colour="quiet")
    below, box = box.cut_bottom(note.height, brush.mm(GAP_MM))
    return (*_pages(view, box, brush, page, words), *note.at(below.left, below.top))


def _pages(
    view: View, box: Box, brush: Brush, page: int, words: tuple[str, str]
) -> tuple[Tile, ...]:
    """All at once, or a page of the list, its places on the map, and the keys under both."""
    gap = brush.mm(GAP_MM)
    drawn, listed = _shares(view, box, brush)
    rows = -(-len(view.places) // _columns(brush, listed.width))
    if can_stand(brush, rows, listed.height, gap):
        items = _rows(view.places, listed, brush)
        if sum(item.height + gap for item in items) - gap <= listed.height:
            whole = _listed(items, listed, gap)
            return (*ground(view, drawn, brush, view.places), *whole)
    bar, box = box.cut_bottom(pager_height(brush, box.width), gap)
    drawn, listed = _shares(view, box, brush)
    items = _rows(view.places, listed, brush)
    pages = split(items, listed.height, gap)
    page = min(page, len(pages) - 1)
    tiles = _listed([items[i] for i in pages[page]], listed, gap)
    seen = {tile.event for tile in tiles}
    shown = [place for place in view.places if place.here or place.event in seen]
    keys = pager(brush, bar, page, len(pages), words=words)
    return (*ground(view, drawn, brush, shown), *tiles, *keys)


def _listed(items: Sequence[Item], box: Box, gap: int) -> tuple[Tile, ...]:
    tiles: list[Tile] = []
    top = box.top
    for item in items:
        tiles += item.tiles(Box(box.left, top, box.width, item.height))
        top += item.height + gap
    return tuple(tiles)


def _shares(view: View, box: Box, brush: Brush) -> tuple[Box, Box]:
    """The map's part and the list's."""
    gap = brush.mm(2 * GAP_MM)
    high = _drawn(view, box.cut_top(round(box.height * ABOVE_SHARE))[0])
    wide = _drawn(view, box.cut_left(round(box.width * BESIDE_SHARE))[0])
    narrow = box.width - wide.width - gap < round(brush.letters.em("text") * LIST_LEAST_EM)
    low = box.height < box.width  # a list under the map would be too low
    if not low and (narrow or high.width * high.height > wide.width * wide.height):
        middle = high.moved((box.width - high.width) // 2, 0)
        return middle, box.cut_top(high.height, gap)[1]
    return wide, box.cut_left(wide.width, gap)[1]


def _drawn(view: View, room: Box) -> Box:
    """In its shape, or nearly, as large as there is room."""
    width = min(room.width, round(room.height * view.shape * STRETCH_MAX))
    height = min(room.height, round(room.width / view.shape * STRETCH_MAX))
    return Box(room.left, room.top, width, height)


def _rows(places: Sequence[Place], box: Box, brush: Brush) -> list[Item]:
    """In as many columns as are wide enough; in one, and smaller, where a long name needs it."""
    grids = [Grid(brush, box.width, 1, roles, _Parts.level) for roles in ROLES]
    columns = _columns(brush, box.width)
    if columns > 1:
        grids.insert(0, Grid(brush, box.width, columns, ROLES[0], _Parts.of))
    several = (box.height - brush.mm(GAP_MM) * (ROWS_LEAST - 1)) // ROWS_LEAST
    items: list[Item] = []
    for grid in grids:
        items = grid.items(places)
        # Letters that grew and are small nevertheless are not made smaller for one long name.
        room = several if grid.roles == ROLES[0] else box.height
        if max(item.height for item in items) <= room:
            break
    return items


def _columns(brush: Brush, width: int) -> int:
    gap, least = brush.mm(GAP_MM), round(brush.letters.em("text") * COLUMN_LEAST_EM)
    return max(1, (width + gap) // (least + gap))


@dataclass(frozen=True, slots=True)
class _Parts:
    """Sign, name and state of one place; the state stands ``beside`` the name, else below it."""

    place: Place
    sign: Block
    name: Block
    word: Block
    beside: bool = False

    @classmethod
    def of(cls, place: Place, width: int, brush: Brush, roles: Roles) -> "_Parts":
        inner = width - 2 * brush.mm(PAD_MM)
        sign = block(brush, place.sign, roles[0], inner, bold=True)
        room = max(1, inner - sign.width - brush.mm(PAD_MM))
        aside = _symbol(brush, place, roles[1])
        return cls(
            place,
            sign,
            block(brush, place.name, roles[0], room, bold=True),
            block(brush, place.word, roles[1], max(1, room - aside), bold=True),
        )

    @classmethod
    def level(cls, place: Place, width: int, brush: Brush, roles: Roles) -> "_Parts":
        """With the state at the right of the name, where both stand there on one line."""
        parts = cls.of(place, width, brush, roles)
        texts = (parts.sign, parts.name, parts.word)
        used = sum(text.width for text in texts) + _symbol(brush, place, roles[1])
        room = width - brush.mm(3 * PAD_MM + ASIDE_MM)
        one = all(len(text.lines) == 1 for text in texts)
        return replace(parts, beside=one and used <= room)

    def height(self, brush: Brush) -> int:
        return max(brush.mm(TARGET_MM + 2), self._inside(brush) + brush.mm(2 * PAD_MM + FOOT_MM))

    def _inside(self, brush: Brush) -> int:
        if self.beside:
            return max(self.name.height, self.word.height)
        return self.name.height + brush.mm(1) + self.word.height

    def tile(self, box: Box, brush: Brush) -> Tile:
        body = Box(0, 0, box.width, box.height - brush.mm(FOOT_MM)).inset(brush.mm(PAD_MM), 0)
        lines = body.middle(body.width, self._inside(brush))
        at_sign, rest = lines.cut_left(self.sign.width, brush.mm(PAD_MM))
        at_name, at_state = rest.cut_top(self.name.height, brush.mm(1))
        if self.beside:
            stated = _symbol(brush, self.place, self.word.role) + self.word.width
            at_state, _ = rest.cut_right(stated)
        inks = (
            *self.sign.at(at_sign, "main", from_top=True),
            *self.name.at(at_name, from_top=True),
            *self._state(at_state, brush),
        )
        return placed(brush, box, inks, Look.QUIET, self.place.event)

    def _state(self, box: Box, brush: Brush) -> tuple[Ink, ...]:
        mark, size = self.place.mark, brush.letters.em(self.word.role)
        colour = mark_colour_name(mark)
        _, at_word = box.cut_left(_symbol(brush, self.place, self.word.role))
        words = self.word.at(at_word, colour, from_top=True)
        if mark is Mark.NONE:
            return words
        symbol, _ = box.cut_top(self.word.line)[0].cut_left(size)
        return (Symbol(symbol.middle(size, size), mark, colour), *words)


def _symbol(brush: Brush, place: Place, role: Role) -> int:
    return 0 if place.mark is Mark.NONE else brush.letters.em(role) + brush.mm(2)
