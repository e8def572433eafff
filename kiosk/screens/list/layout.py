"""Rows with a state and what can be done with each, between hairlines."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

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
ALSO_COLUMNS = (3, 2)
#: Keys beside the text take no more than this share of the row; else they stand below it.
ASIDE_SHARE = 0.36
PAD_MM = 3.5
ROW_GAP_MM = 1.0
#: Between a title and the state that stands on one line with it.
ASIDE_MM = 8.0
#: Of title, detail and state; the smaller ones where a long text would not fit on a page.
Roles = tuple[Role, Role, Role]
ROLES: tuple[Roles, ...] = (
    ("large", "text", "text"),
    ("text", "small", "text"),
    ("small", "small", "small"),
)
#: Where nothing else will do: it does not grow with the size of the text.
LEAST: Roles = ("strip", "strip", "small")
NOTICE_ROLES: tuple[Role, Role] = ("text", "small")
#: So many rows shall stand on a page, even if their details must be smaller for it.
ROWS_LEAST = 2


def lay(view: View, box: Box, brush: Brush, page: int, words: tuple[str, str]) -> tuple[Tile, ...]:
    gap = brush.mm(GAP_MM)
    also, rest = _also(view, box, brush)
    if not view.rows:
        said = block(brush, view.empty, "large", box.width)
        empty = Item(said.height + brush.mm(16), lambda place: (said.tile(place),))
        items = [*_roomy(view, rest, brush, [empty]), empty]
        return (*stack(brush, items, rest, 0, gap=gap, words=words).tiles, *also)
    head = _above(view, box, brush, NOTICE_ROLES[-1])
    rows = _rows(view.rows, rest, brush, head)
    if _stand(rows, rest, brush, head):
        items = [*_roomy(view, rest, brush, rows), *rows]
        return (
            *stack(brush, items, rest, page, gap=brush.mm(ROW_GAP_MM), words=words).tiles,
            *also,
        )
    # Too low for keys that stay: they come last.
    rows = _rows(view.rows, box, brush, head)
    rows = rows if _fits(rows, box, brush) else _parts(view.rows, box, brush)
    below = [_key_item(i, view, box.width, brush) for i in range(len(view.also))]
    items = [*_roomy(view, box, brush, rows), *rows, *below]
    return stack(brush, items, box, page, gap=gap, words=words).tiles


def _also(view: View, box: Box, brush: Brush) -> tuple[list[Tile], Box]:
    """The keys that stay, in the columns in which they are lowest."""
    laid = (keys_area(brush, view.also, box, columns, ALSO) for columns in ALSO_COLUMNS)
    return max(laid, key=lambda one: one[1].height)


def _above(view: View, box: Box, brush: Brush, role: Role) -> list[Item]:
    """What is said first, on the page of the first row."""
    said = [notice(brush, view.notice, box.width, "info", role=role)] if view.notice else []
    return [replace(item, joined=True) for item in said]


def _roomy(view: View, box: Box, brush: Brush, rows: Sequence[Item]) -> list[Item]:
    """Small only where the first row would not stand under it."""
    usual, small = (_above(view, box, brush, role) for role in NOTICE_ROLES)
    return usual if _stand(rows[:1], box, brush, usual) else small


def _stand(
    rows: Sequence[Item], box: Box, brush: Brush, head: Sequence[Item], several: int = 1
) -> bool:
    """Whether any so many stand on a page, and the first one also under what is above it."""
    above = sum(item.height + brush.mm(GAP_MM) for item in head)
    first = replace(rows[0], height=above + rows[0].height)
    return _fits(rows, box, brush, several) and _fits([first], box, brush)


def _fits(items: Sequence[Item], box: Box, brush: Brush, several: int = 1) -> bool:
    """Whether any so many stand on a page."""
    gap = brush.mm(GAP_MM)
    room = box.height - pager_height(brush, box.width) - gap
    between = brush.mm(ROW_GAP_MM) * (several - 1)
    return max(item.height for item in items) <= (room - between) // several


def _key_item(index: int, view: View, width: int, brush: Brush) -> Item:
    press = view.also[index]
    height = key_height(brush, press, width, ALSO)
    return Item(height, lambda box: (key(brush, box, press, ALSO),))


def _rows(rows: Sequence[Row], box: Box, brush: Brush, head: Sequence[Item]) -> list[Item]:
    """The largest of which two stand on a page with no small title, else of which one does."""
    several = min(len(rows), ROWS_LEAST) if brush.sizes.small_is_read else 1
    aside = _aside(rows, box, brush)

    def items(roles: Roles) -> list[Item]:
        laid = [_Row(row, brush, box.width, aside, roles) for row in rows]
        level = brush.sizes.small_is_read and all(row.may_be_level() for row in laid)
        return [replace(row, level=level).item() for row in laid]

    wished = items(ROLES[0])
    if _stand(wished, box, brush, head, several):
        return wished  # as nearly always: hundreds of rows are not measured twice
    if not _fits(items(ROLES[-1]), box, brush):
        aside = 0  # so many keys are too high for a column
    two = (it for it in map(items, ROLES[:-1]) if _stand(it, box, brush, head, several))
    one = (it for it in map(items, ROLES) if _stand(it, box, brush, head))
    return next(chain(two, one), None) or items(ROLES[-1])


def _aside(rows: Sequence[Row], box: Box, brush: Brush) -> int:
    """The width of the keys beside the text; 0 where they stand below it."""
    widths = [key_width(brush, press, ACTION) for row in rows for press in row.actions]
    aside = max(widths, default=0)
    return aside if aside <= box.width * ASIDE_SHARE else 0


def _parts(rows: Sequence[Row], box: Box, brush: Brush) -> list[Item]:
    """Words and keys by themselves, where a row is too high for a page."""
    room = box.height - pager_height(brush, box.width) - brush.mm(GAP_MM)

    def items(roles: Roles) -> list[Item]:
        laid = [_Row(row, brush, box.width, 0, roles) for row in rows]
        return [part for row in laid for part in row.parts(room)]

    return first_fitting((partial(items, roles) for roles in (ROLES[-1], LEAST)), brush, box)


@dataclass(frozen=True, slots=True)
class _Row:
    """``aside`` is the width of the keys beside the text, 0 where they stand below it.

    The state of a ``level`` one stands at the right of the title, else above it.
    """

    row: Row
    brush: Brush
    width: int
    aside: int
    roles: Roles
    level: bool = False

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
        words = Item(self._texts_height() + pad, self._words_tiles, joined=True)
        return [words, keys]

    def _words_tiles(self, box: Box) -> tuple[Tile, ...]:
        return (Tile(box, Plate(self._inks(Box(0, 0, box.width, box.height)))),)

    def _keys_tiles(self, box: Box) -> tuple[Tile, ...]:
        rule, above = box.cut_bottom(self._rule())
        keys, _ = self._keys(above.cut_bottom(self.brush.mm(PAD_MM))[1])
        hairline = Plate((Bar(Box(0, 0, rule.width, rule.height), "line"),))
        return (*keys, Tile(rule, hairline))

    def may_be_level(self) -> bool:
        """Whether title and state find room on one line, with no keys at the right."""
        state, title, _ = self._blocks()
        alone = not self.row.actions and len(state.lines) == len(title.lines) == 1
        return alone and title.width + self.brush.mm(ASIDE_MM) + self._stated(state) <= self.width

    def _stated(self, state: Block) -> int:
        """The width of the state with its symbol."""
        return self._symbol() + self._beside_symbol() + state.width

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
        state, title, detail = (text.height for text in self._blocks())
        if self.level:
            return max(state, title) + detail + self.brush.mm(1)
        return state + title + detail + 2 * self.brush.mm(1)

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
        """State, title and detail one below the other, or the state at the right of the title."""
        state, title, detail = self._blocks()
        brush, colour = self.brush, mark_colour_name(self.row.mark)
        size = self._symbol()
        if self.level:
            rest = box
            line, _ = box.cut_top(max(state.height, title.height))[0].cut_right(self._stated(state))
        else:
            line, rest = box.cut_top(state.height, brush.mm(1))
        symbol, at_state = line.cut_left(size, self._beside_symbol())
        _, below = rest.cut_top(max(title.height, line.height * self.level), brush.mm(1))
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
