"""Each field is one key: its label, its value, and a sign that it can be changed.

Of what is ticked or not, the label says what it is about, so that stands out instead of a yes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from kiosk.screens.form.view import Field, View
from kiosk.screens.parts import Look, Press
from kiosk.theme import Role
from kiosk.widgets.block import Block, block, is_whole
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.ink import Bar, Icon, Ink
from kiosk.widgets.keys import FOOT_MM, GAP_MM, TARGET_MM, Form, key, key_height, placed
from kiosk.widgets.notice import notice
from kiosk.widgets.stack import Item, can_stand, pager_height, split, stack
from kiosk.widgets.tiles import Tile

__all__ = ["lay"]

GO = Form(role="title", icon_mm=13.0, least_mm=28.0, pad_mm=5.0)
ALSO = Form(icon_mm=9.0, pad_mm=4.0, least_mm=22.0)
PAD_MM = 4.0
SIGN_MM = 10.0
EDGE_MM = 0.9
#: Of value and label; the smaller ones where a long text would not fit on a page.
ROLES: tuple[tuple[Role, Role], ...] = (
    ("large", "text"),
    ("large", "small"),
    ("text", "small"),
    ("small", "small"),
    ("strip", "strip"),
)
#: So many of them are tried before the fields are spread over pages.
ON_ONE_PAGE = 2
#: On a panel wider than this ratio two fields may stand beside each other.
WIDE = 1.3


def lay(view: View, box: Box, brush: Brush, page: int, words: tuple[str, str]) -> tuple[Tile, ...]:
    """The button stands under the fields where all fit, else after the last page of them."""
    gap = brush.mm(GAP_MM)
    place, room = box.cut_bottom(key_height(brush, view.go, box.width, GO), gap)
    ways = (1, 2) if box.width > box.height * WIDE and len(view.fields) > 1 else (1,)
    for roles, across in product(ROLES[:ON_ONE_PAGE], ways):
        if can_stand(brush, -(-len(view.fields) // across), room.height, gap):
            items = _items(view, box.width, brush, roles, across)
            if sum(item.height + gap for item in items) - gap <= room.height:
                told = stack(brush, items, room, 0, gap=gap, words=words)
                return (*told.tiles, key(brush, place, view.go, GO))
    high = box.height - pager_height(brush, box.width, view.go) - gap
    each = [_paged(view, box.width, brush, across, high) for across in ways]
    items = min(each, key=lambda items: len(split(items, high, gap)))
    return stack(brush, items, box, page, gap=gap, words=words, go=view.go).tiles


def _paged(view: View, width: int, brush: Brush, across: int, high: int) -> list[Item]:
    """The largest of which none is higher than a page."""
    items: list[Item] = []
    for roles in ROLES:
        items = _items(view, width, brush, roles, across)
        if max((item.height for item in items), default=0) <= high:
            break
    return items


def _items(
    view: View, width: int, brush: Brush, roles: tuple[Role, Role], across: int
) -> list[Item]:
    rows = _rows(view, width, brush, roles, across)
    return [
        *(_beside(row, across, brush.mm(GAP_MM)) for row in rows),
        *(notice(brush, note, width, "info", colour="main", role=roles[1]) for note in view.notes),
        *(
            _keys_item(view.also[i : i + across], width, brush)
            for i in range(0, len(view.also), across)
        ),
    ]


def _rows(
    view: View, width: int, brush: Brush, roles: tuple[Role, Role], across: int
) -> list[list["_Row"]]:
    """Beside each other those whose texts stay whole there; another has a row of its own."""
    cell = Box(0, 0, width, 0).columns(across, brush.mm(GAP_MM))[0].width
    rows = list[list[_Row]]()
    for field in view.fields:
        narrow = _Row(field, brush, cell, roles)
        if across == 1 or not narrow.is_whole():
            rows.append([_Row(field, brush, width, roles)])
        elif rows and len(rows[-1]) < across and rows[-1][0].width == cell:
            rows[-1].append(narrow)
        else:
            rows.append([narrow])
    return rows


def _beside(fields: Sequence["_Row"], across: int, gap: int) -> Item:
    """All as high as the highest; a short one alone is no wider than the others."""
    items = [field.item() for field in fields]

    def tiles(box: Box) -> tuple[Tile, ...]:
        cells = [box] if fields[0].width == box.width else box.columns(across, gap)
        return tuple(
            tile for item, cell in zip(items, cells, strict=False) for tile in item.tiles(cell)
        )

    return Item(max(item.height for item in items), tiles)


def _keys_item(presses: Sequence[Press], width: int, brush: Brush) -> Item:
    """Keys beside each other, as wide as the row."""
    gap = brush.mm(GAP_MM)
    cell = Box(0, 0, width, 0).columns(len(presses), gap)[0].width
    height = max(key_height(brush, press, cell, ALSO) for press in presses)

    def tiles(box: Box) -> tuple[Tile, ...]:
        cells = box.columns(len(presses), gap)
        pairs = zip(cells, presses, strict=True)
        return tuple(key(brush, cell, press, ALSO) for cell, press in pairs)

    return Item(height, tiles)


@dataclass(frozen=True, slots=True)
class _Row:
    """A field, its value and label in these roles."""

    field: Field
    brush: Brush
    width: int
    roles: tuple[Role, Role]

    def item(self) -> Item:
        inside = sum(text.height for text in self._texts()) + self._gaps()
        high = inside + 2 * self.brush.mm(PAD_MM) + self.brush.mm(FOOT_MM)
        return Item(max(high, self.brush.mm(TARGET_MM) + 1), self._tiles)

    def is_whole(self) -> bool:
        """Whether its lines end only where a reader would pause."""
        brush, field, room = self.brush, self.field, self._room()
        texts = (field.label, field.value, field.error)
        return all(is_whole(brush, text, ROLES[0][0], room, bold=True) for text in texts)

    def _room(self) -> int:
        return self.width - 3 * self.brush.mm(PAD_MM) - self.brush.mm(SIGN_MM)

    def _texts(self) -> tuple[Block, Block, Block]:
        brush, field, room = self.brush, self.field, self._room()
        value, label = self.roles if field.on is None else self.roles[::-1]
        return (
            block(brush, field.label, label, room, bold=field.on is not None),
            block(brush, field.value, value, room, bold=field.on is None and not field.empty),
            block(brush, field.error, self.roles[1], room, bold=True),
        )

    def _gaps(self) -> int:
        return self.brush.mm(1) * (2 if self.field.error else 1)

    def _tiles(self, box: Box) -> tuple[Tile, ...]:
        brush, field = self.brush, self.field
        label, value, error = self._texts()
        body = Box(0, 0, box.width, box.height - brush.mm(FOOT_MM))
        at_sign, rest = body.inset(brush.mm(PAD_MM), 0).cut_right(
            brush.mm(SIGN_MM), brush.mm(PAD_MM)
        )
        rest = rest.middle(rest.width, sum(t.height for t in self._texts()) + self._gaps())
        _, at_value = rest.cut_top(label.height, brush.mm(1))
        _, at_error = at_value.cut_top(value.height, brush.mm(1))
        inks: tuple[Ink, ...] = (
            *self._sign(at_sign),
            *label.at(rest, "quiet" if field.on is None else "ink", from_top=True),
            *value.at(at_value, "quiet" if field.empty else "ink", from_top=True),
            *error.at(at_error, "stop", from_top=True),
        )
        return (placed(brush, box, inks, Look.PLAIN, field.change),)

    def _sign(self, box: Box) -> tuple[Ink, ...]:
        """A box to tick, or a pencil."""
        square = box.middle(box.width, box.width)
        if self.field.on is None:
            return (Icon(square, "change", "main"),)
        frame = Bar(square, "ink", self.brush.mm(1), self.brush.mm(EDGE_MM))
        inner = square.inset(self.brush.mm(EDGE_MM * 1.6))
        return (frame, Icon(inner, "check", "main")) if self.field.on else (frame,)
