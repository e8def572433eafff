"""One sentence, one table, what it costs and until when; the button comes after all of it."""

from dataclasses import dataclass
from functools import partial

from kiosk.screens.confirm.view import Row, View
from kiosk.screens.parts import Press
from kiosk.theme import Role
from kiosk.widgets.block import Block, block, is_whole
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.ink import Bar, Icon, Ink, Plate
from kiosk.widgets.keys import GAP_MM, Form, key, key_height, key_width
from kiosk.widgets.stack import Item, first_fitting, pager_height, stack
from kiosk.widgets.tiles import Tile

__all__ = ["lay"]

GO = Form(role="title", icon_mm=13.0, least_mm=30.0, pad_mm=5.0)
CHANGE = Form(icon_mm=8.0, pad_mm=2.5)
LABEL_SHARE, LABEL_SHARE_WIDER = 0.22, 0.26
#: Where a label has a long Latin word, which is not broken.
LABEL_SHARE_MAX = 0.34
ROW_LEAST_MM = 21.0
#: On a panel wider than this the table stands beside the sentence, where both fit.
WIDE = 1.3
TABLE_SHARE = 0.58
#: Where a value would be a column of more lines than this, the table has the whole width.
VALUE_LINES = 6
CHANGE_SHARE = 0.3
#: A value of more lines than this beside its label stands below it.
LINES_BESIDE = 4
#: Of a value that matters: the largest in which it stands on one line.
STRONG: tuple[Role, ...] = ("number", "title")
#: Of values and labels; the smaller ones where a long text would not fit on a page.
ROLES: tuple[tuple[Role, Role], ...] = (
    ("large", "text"),
    ("text", "text"),
    ("text", "small"),
    ("small", "small"),
)


def lay(view: View, box: Box, brush: Brush, page: int, words: tuple[str, str]) -> tuple[Tile, ...]:
    gap = brush.mm(2)
    wide = box.width > box.height * WIDE
    if wide and view.rows and not _is_narrow(view, box, brush):
        beside = _beside(view, box, brush, gap)
        if beside is not None:
            return beside
    key_box, room = _cut_go(view.go, box, brush)
    for roles in ROLES[: 3 if wide or brush.sizes.small_is_read else 1]:
        items = _items(view, box.width, brush, roles)
        if _high(items, gap) <= room.height:
            told = stack(brush, items, room, 0, gap=gap, words=words)
            return (*told.tiles, key(brush, key_box, view.go, GO))
    items = _on_pages(view, box, brush, gap)
    return stack(brush, items, box, page, gap=gap, words=words, go=view.go).tiles


def _on_pages(view: View, box: Box, brush: Brush, gap: int) -> list[Item]:
    """In the largest letters in which the sentence stands above a row, and not on a page alone."""
    room = box.height - pager_height(brush, box.width, view.go) - brush.mm(GAP_MM)
    tries = [partial(_items, view, box.width, brush, roles) for roles in ROLES]
    for make in tries:
        items = make()
        if _high(items[:2], gap) <= room and max(item.height for item in items) <= room:
            return items
    return first_fitting(tries, brush, box)


def _items(view: View, width: int, brush: Brush, roles: tuple[Role, Role]) -> list[Item]:
    return [
        _sentence(view, width, brush, roles[0]),
        *_rows(view, width, brush, roles),
        *(_note(note, width, brush, roles[1]) for note in view.notes),
    ]


def _beside(view: View, box: Box, brush: Brush, gap: int) -> tuple[Tile, ...] | None:
    """The table at the left; sentence, notes and button at the right; None where that is tight."""
    table, side = box.cut_left(round(box.width * TABLE_SHARE), brush.mm(8))
    key_box, above = _cut_go(view.go, side, brush)
    rows = _rows(view, table.width, brush, ("large", "text"))
    told = [_sentence(view, side.width, brush, "text")]
    told += [_note(note, side.width, brush, "text") for note in view.notes]
    if _high(rows, gap) > table.height or _high(told, gap) > above.height:
        return None
    if _breaks(view, table.width, side.width, brush):
        return None
    left = stack(brush, rows, table, 0, gap=gap, words=("", "")).tiles
    right = stack(brush, told, above, 0, gap=gap, words=("", "")).tiles
    return (*left, *right, key(brush, key_box, view.go, GO))


def _is_narrow(view: View, box: Box, brush: Brush) -> bool:
    """Whether a value would be a tall column of short lines beside the sentence."""
    room = round(box.width * TABLE_SHARE * (1 - LABEL_SHARE - CHANGE_SHARE))
    values = (block(brush, row.value, "large", room, bold=True) for row in view.rows)
    return any(len(value.lines) > VALUE_LINES for value in values)


def _breaks(view: View, table: int, side: int, brush: Brush) -> bool:
    """Whether a date, a word or the word of the button would not stand on one line."""

    def is_broken(row: Row) -> bool:
        room = round(table * (1 - LABEL_SHARE - (CHANGE_SHARE if row.change else 0)))
        return not is_whole(brush, row.value, "large", room, bold=True)

    label = _named(view, table, brush, "text")
    torn = any(map(is_broken, view.rows)) or not _are_whole(view, label, brush, "small")
    return torn or key_width(brush, view.go, GO) > side


def _high(items: list[Item], gap: int) -> int:
    return sum(item.height + gap for item in items) - gap


def _cut_go(go: Press, box: Box, brush: Brush) -> tuple[Box, Box]:
    return box.cut_bottom(key_height(brush, go, box.width, GO), brush.mm(GAP_MM))


def _sentence(view: View, width: int, brush: Brush, role: Role) -> Item:
    text = block(brush, view.sentence, role, width, bold=True)
    height = text.height + brush.mm(4)
    return Item(height, lambda box: (text.tile(box, from_top=True),), joined=True)


def _rows(view: View, width: int, brush: Brush, roles: tuple[Role, Role]) -> list[Item]:
    changes = [key_width(brush, row.change, CHANGE) for row in view.rows if row.change]
    aside = min(max(changes, default=0), round(width * CHANGE_SHARE))
    words = [brush.letters.widest_word(row.label, "small") for row in view.rows]
    most = round(width * LABEL_SHARE_MAX)
    label = max(_named(view, width, brush, roles[1]), min(max(words, default=0), most))
    if not _are_whole(view, label, brush, roles[1]):
        rooms = [
            width - most - (aside + brush.mm(GAP_MM) if row.change else 0) for row in view.rows
        ]
        if _are_whole(view, most, brush, roles[1]) and _fit(view, rooms, brush, roles[0]):
            label = most
        else:
            roles = (roles[0], "small")  # all labels alike
    return [_Row(row, brush, width, label, aside, roles).item() for row in view.rows]


def _named(view: View, width: int, brush: Brush, role: Role) -> int:
    """Of the labels: wider than usual where then no word of them is broken."""
    usual, wider = round(width * LABEL_SHARE), round(width * LABEL_SHARE_WIDER)
    return next((room for room in (usual, wider) if _are_whole(view, room, brush, role)), usual)


def _are_whole(view: View, width: int, brush: Brush, role: Role) -> bool:
    return all(is_whole(brush, row.label, role, width) for row in view.rows)


def _fit(view: View, rooms: list[int], brush: Brush, role: Role) -> bool:
    """Whether no word of a value is broken in its room."""
    pairs = zip(view.rows, rooms, strict=True)
    return all(is_whole(brush, row.value, role, room, bold=True) for row, room in pairs)


@dataclass(frozen=True, slots=True)
class _Row:
    """``named`` is the width of the labels, ``aside`` that of the keys that change a value."""

    row: Row
    brush: Brush
    width: int
    named: int
    aside: int
    roles: tuple[Role, Role]

    def item(self) -> Item:
        label, value = self._texts()
        high = label.height + self.brush.mm(1) + value.height
        text = (high if self._is_above() else max(label.height, value.height)) + self.brush.mm(4)
        change = self._change_height() + self.brush.mm(3) if self.row.change else 0
        return Item(max(self.brush.mm(ROW_LEAST_MM), text, change), self._tiles)

    def _change_height(self) -> int:
        press = self.row.change
        return key_height(self.brush, press, self.aside, CHANGE) if press else 0

    def _texts(self) -> tuple[Block, Block]:
        brush, row = self.brush, self.row
        above = self._is_above()
        named = self._room() if above else self.named
        whole = is_whole(brush, row.label, self.roles[1], named)
        label = block(brush, row.label, self.roles[1] if whole else "small", named)
        return label, self._value(self._room() if above else self._room() - self._beside())

    def _value(self, room: int) -> Block:
        return block(self.brush, self.row.value, self._value_role(room), room, bold=True)

    def _is_above(self) -> bool:
        """Whether a long value stands below its label, so that both have the whole width."""
        beside = self._room() - self._beside()
        shrunk = self._value_role(beside) == "small" != self._value_role(self._room())
        return shrunk or len(self._value(beside).lines) > LINES_BESIDE

    def _room(self) -> int:
        """What the key leaves."""
        aside = self.aside + self.brush.mm(GAP_MM) if self.row.change is not None else 0
        return self.width - aside

    def _beside(self) -> int:
        return self.named + self.brush.mm(3)

    def _value_role(self, room: int) -> Role:
        """A time in two lines is hard to read, and so is a number that is broken."""
        letters, row, usual = self.brush.letters, self.row, self.roles[0]
        if row.strong:
            for role in STRONG:
                if letters.width(row.value, role, bold=True) <= room:
                    return role
        for role in (usual, "text", "small"):
            if letters.widest_word(row.value, role, bold=True) <= room:
                return role
        return usual

    def _tiles(self, box: Box) -> tuple[Tile, ...]:
        """Label and value over a hairline, and at the right the key that changes them."""
        label, value = self._texts()
        rule, words = box.cut_bottom(max(1, self.brush.mm(0.25)))
        keys: tuple[Tile, ...] = ()
        if self.row.change is not None:
            place, words = words.cut_right(self.aside, self.brush.mm(GAP_MM))
            place = place.middle(place.width, self._change_height())
            keys = (key(self.brush, place, self.row.change, CHANGE),)
        inner = Box(0, 0, words.width, words.height)
        if self._is_above():
            both = inner.middle(inner.width, label.height + self.brush.mm(1) + value.height)
            at_label, at_value = both.cut_top(label.height, self.brush.mm(1))
        else:
            at_label, at_value = inner.cut_left(self.named, self.brush.mm(3))
        inks = (*label.at(at_label, "quiet"), *value.at(at_value))
        line = Plate((Bar(Box(0, 0, rule.width, rule.height), "line"),))
        return (Tile(words, Plate(inks)), *keys, Tile(rule, line))


def _note(text: str, width: int, brush: Brush, role: Role) -> Item:
    icon, gap = brush.mm(8), brush.mm(3)
    words = block(brush, text, role, width - icon - gap)

    def tiles(box: Box) -> tuple[Tile, ...]:
        inner = Box(0, 0, box.width, box.height)
        mark, rest = inner.cut_left(icon, gap)
        place = Box(mark.left, (box.height - words.height) // 2, icon, words.line)
        inks: tuple[Ink, ...] = (Icon(place.middle(icon, icon), "info", "main"), *words.at(rest))
        return (Tile(box, Plate(inks)),)

    return Item(max(icon, words.height) + brush.mm(3), tiles)
