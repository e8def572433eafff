"""Each field is one key: its label, its value, and a sign that it can be changed.

Of what is ticked or not, the label says what it is about, so that stands out instead of a yes.
"""

from dataclasses import dataclass

from kiosk.screens.form.view import Field, View
from kiosk.screens.parts import Look, Press
from kiosk.theme import Role
from kiosk.widgets.block import Block, block
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.ink import Bar, Icon, Ink
from kiosk.widgets.keys import FOOT_MM, GAP_MM, TARGET_MM, Form, key, key_height, placed
from kiosk.widgets.notice import notice
from kiosk.widgets.stack import Item, can_stand, pager_height, stack
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


def lay(view: View, box: Box, brush: Brush, page: int, words: tuple[str, str]) -> tuple[Tile, ...]:
    """The button stands under the fields where all fit, else after the last page of them."""
    gap = brush.mm(GAP_MM)
    place, room = box.cut_bottom(key_height(brush, view.go, box.width, GO), gap)
    tries = ROLES[:ON_ONE_PAGE] if can_stand(brush, len(view.fields), room.height, gap) else ()
    for roles in tries:
        items = _items(view, box.width, brush, roles)
        if sum(item.height + gap for item in items) - gap <= room.height:
            told = stack(brush, items, room, 0, gap=gap, words=words)
            return (*told.tiles, key(brush, place, view.go, GO))
    page_room = box.height - pager_height(brush, box.width, view.go) - gap
    for roles in ROLES:
        items = _items(view, box.width, brush, roles)
        if max((item.height for item in items), default=0) <= page_room:
            break
    return stack(brush, items, box, page, gap=gap, words=words, go=view.go).tiles


def _items(view: View, width: int, brush: Brush, roles: tuple[Role, Role]) -> list[Item]:
    return [
        *(_Row(field, brush, width, roles).item() for field in view.fields),
        *(notice(brush, note, width, "info", colour="main", role=roles[1]) for note in view.notes),
        *(_key_item(press, width, brush) for press in view.also),
    ]


def _key_item(press: Press, width: int, brush: Brush) -> Item:
    height = key_height(brush, press, width, ALSO)
    return Item(height, lambda box: (key(brush, box, press, ALSO),))


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

    def _texts(self) -> tuple[Block, Block, Block]:
        brush, field = self.brush, self.field
        room = self.width - 3 * brush.mm(PAD_MM) - brush.mm(SIGN_MM)
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
