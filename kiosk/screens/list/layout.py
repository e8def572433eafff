"""Rows with a state and what can be done with each, between hairlines."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from kiosk.screens.list.view import Row, View
from kiosk.screens.parts import Mark
from kiosk.theme import Role
from kiosk.widgets.block import Block, block
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.ink import Bar, Ink, Plate, Symbol
from kiosk.widgets.keys import GAP_MM, Form, key, key_height, key_width, keys_area
from kiosk.widgets.marks import mark_colour_name
from kiosk.widgets.notice import notice
from kiosk.widgets.stack import Item, first_fitting, pager_height, stack
from kiosk.widgets.tiles import Tile

__all__ = ["lay"]

ACTION = Form(icon_mm=8.0, pad_mm=3.0)
ALSO = Form(icon_mm=9.0, pad_mm=4.0, least_mm=24.0)
#: Keys beside the text take no more than this share of the row; else they stand below it.
ASIDE_SHARE = 0.36
PAD_MM = 3.5
#: Of title, detail and state; the smaller ones where a long text would not fit on a page.
ROLES: tuple[tuple[Role, Role, Role], ...] = (
    ("large", "text", "text"),
    ("text", "small", "text"),
    ("small", "small", "small"),
    ("strip", "strip", "small"),
)


def lay(view: View, box: Box, brush: Brush, page: int, words: tuple[str, str]) -> tuple[Tile, ...]:
    gap = brush.mm(GAP_MM)
    above = [notice(brush, view.notice, box.width, "info")] if view.notice else []
    also, rest = keys_area(brush, view.also, box, 3, ALSO)
    if not view.rows:
        said = block(brush, view.empty, "large", box.width)
        items = [*above, Item(said.height + brush.mm(16), lambda place: (said.tile(place),))]
        return (*stack(brush, items, rest, 0, gap=gap, words=words).tiles, *also)
    rows = _rows(view.rows, rest, brush)
    room = rest.height - pager_height(brush, rest.width) - gap
    if max(item.height for item in rows) > room:  # too low for keys that stay: they come last
        rows = _rows(view.rows, box, brush)
        below = [_key_item(i, view, box.width, brush) for i in range(len(view.also))]
        return stack(brush, [*above, *rows, *below], box, page, gap=gap, words=words).tiles
    told = stack(brush, [*above, *rows], rest, page, gap=brush.mm(1), words=words)
    return (*told.tiles, *also)


def _key_item(index: int, view: View, width: int, brush: Brush) -> Item:
    press = view.also[index]
    height = key_height(brush, press, width, ALSO)
    return Item(height, lambda box: (key(brush, box, press, ALSO),))


def _rows(rows: Sequence[Row], box: Box, brush: Brush) -> list[Item]:
    widths = [key_width(brush, press, ACTION) for row in rows for press in row.actions]
    aside = max(widths, default=0)
    aside = aside if aside <= box.width * ASIDE_SHARE else 0
    room = box.height - pager_height(brush, box.width) - brush.mm(GAP_MM)

    def items(roles: tuple[Role, Role, Role]) -> list[Item]:
        return [_Row(row, brush, box.width, aside, roles).item() for row in rows]

    wished = items(ROLES[0])
    if max(item.height for item in wished) <= room:
        return wished  # as nearly always: hundreds of rows are not measured twice
    if any(item.height > room for item in items(ROLES[-1])):
        aside = 0  # so many keys are too high for a column

    def parts() -> list[Item]:
        """Words and keys by themselves, where a row is too high for a page."""
        laid = [_Row(row, brush, box.width, 0, ROLES[-1]) for row in rows]
        return [part for row in laid for part in row.parts(room)]

    return first_fitting((*(partial(items, roles) for roles in ROLES), parts), brush, box)


@dataclass(frozen=True, slots=True)
class _Row:
    """``aside`` is the width of the keys beside the text, 0 where they stand below it."""

    row: Row
    brush: Brush
    width: int
    aside: int
    roles: tuple[Role, Role, Role]

    def item(self) -> Item:
        texts, keys = self._texts_height(), self._keys_height()
        inside = max(texts, keys) if self._is_beside() else texts + keys
        return Item(inside + 2 * self.brush.mm(PAD_MM) + self._rule(), self._tiles)

    def parts(self, room: int) -> list[Item]:
        """The whole row where it fits, else its words, and then its keys with the hairline."""
        whole = self.item()
        if whole.height <= room or not self.row.actions:
            return [whole]
        pad, rule = self.brush.mm(PAD_MM), self._rule()
        keys = Item(self._keys_height() + pad + rule, self._keys_tiles)
        return [Item(self._texts_height() + pad, self._words_tiles), keys]

    def _words_tiles(self, box: Box) -> tuple[Tile, ...]:
        return (Tile(box, Plate(self._inks(Box(0, 0, box.width, box.height)))),)

    def _keys_tiles(self, box: Box) -> tuple[Tile, ...]:
        rule, above = box.cut_bottom(self._rule())
        keys, _ = self._keys(above.cut_bottom(self.brush.mm(PAD_MM))[1])
        hairline = Plate((Bar(Box(0, 0, rule.width, rule.height), "line"),))
        return (*keys, Tile(rule, hairline))

    def _rule(self) -> int:
        return max(1, self.brush.mm(0.25))

    def _is_beside(self) -> bool:
        return bool(self.aside and self.row.actions)

    def _blocks(self) -> tuple[Block, Block, Block]:
        row, brush = self.row, self.brush
        room = self.width - (self.aside + brush.mm(6) if self._is_beside() else 0)
        symbol = self._symbol() + self._beside_symbol()
        state = block(brush, row.word, self.roles[2], room - symbol, bold=True)
        title = block(brush, row.title, self.roles[0], room, bold=True)
        return state, title, block(brush, row.detail, self.roles[1], room)

    def _symbol(self) -> int:
        """Its side; a state without a symbol is a word alone."""
        return 0 if self.row.mark is Mark.NONE else self.brush.letters.em("text")

    def _beside_symbol(self) -> int:
        return self.brush.mm(2) if self._symbol() else 0

    def _texts_height(self) -> int:
        return sum(text.height for text in self._blocks()) + 2 * self.brush.mm(1)

    def _keys_height(self) -> int:
        """Of the keys one below the other at the right, or of their row with its gap."""
        presses, gap = self.row.actions, self.brush.mm(GAP_MM)
        if not presses:
            return 0
        if self._is_beside():
            heights = [key_height(self.brush, press, self.aside, ACTION) for press in presses]
            return max(heights) * len(heights) + gap * (len(heights) - 1)
        cell = (self.width - gap * (len(presses) - 1)) // len(presses)
        return gap + max(key_height(self.brush, press, cell, ACTION) for press in presses)

    def _tiles(self, box: Box) -> tuple[Tile, ...]:
        rule, above = box.cut_bottom(self._rule())
        keys, words = self._keys(above.inset(0, self.brush.mm(PAD_MM)))
        inks = self._inks(Box(0, 0, words.width, words.height))
        hairline = Plate((Bar(Box(0, 0, rule.width, rule.height), "line"),))
        return (Tile(words, Plate(inks)), *keys, Tile(rule, hairline))

    def _inks(self, box: Box) -> tuple[Ink, ...]:
        """State, title and detail one below the other."""
        state, title, detail = self._blocks()
        brush, colour = self.brush, mark_colour_name(self.row.mark)
        size = self._symbol()
        line, rest = box.cut_top(state.height, brush.mm(1))
        symbol, at_state = line.cut_left(size, self._beside_symbol())
        _, below = rest.cut_top(title.height, brush.mm(1))
        sign = (Symbol(symbol.middle(size, size), self.row.mark, colour),) if size else ()
        return (
            *sign,
            *state.at(at_state, colour),
            *title.at(rest, from_top=True),
            *detail.at(below, "quiet", from_top=True),
        )

    def _keys(self, body: Box) -> tuple[list[Tile], Box]:
        presses, gap = self.row.actions, self.brush.mm(GAP_MM)
        if not presses:
            return [], body
        high = self._keys_height()
        if self._is_beside():
            place, words = body.cut_right(self.aside, self.brush.mm(6))
            boxes = place.middle(place.width, high).rows(len(presses), gap)
        else:
            place, words = body.cut_bottom(high - gap, gap)
            boxes = place.columns(len(presses), gap)
        pairs = zip(boxes, presses, strict=True)
        return [key(self.brush, place, press, ACTION) for place, press in pairs], words
