"""A field of dots, and a key for each character that is allowed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kiosk.screens.keyboard.view import View
from kiosk.screens.parts import Look, Press
from kiosk.theme import Role
from kiosk.widgets.block import block
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.field import framed
from kiosk.widgets.ink import Bar, Icon, Ink, Line, Plate
from kiosk.widgets.keys import FOOT_MM, GAP_MM, TARGET_MM, Form, key, key_height, key_width
from kiosk.widgets.stack import Item, Stack, pager_height, stack
from kiosk.widgets.tiles import Tile

__all__ = ["CharacterTyped", "Done", "Erased", "Revealed", "Typed", "lay"]

CHARACTER = Form(role="title", pad_mm=0.5)
#: Of show, erase and done: the first in which they leave enough of the row to the field.
TOOLS = (Form(icon_mm=8.0, pad_mm=2.5), Form(role="small", icon_mm=8.0, pad_mm=2.0))
TOOLS_SHARE = 0.56
DONE = Form(role="large", icon_mm=10.0, pad_mm=3.0, least_mm=28.0)
KEY_GAP_MM = 3.2
KEY_WIDTH_MAX_MM = 30.0
STRETCH_MM = 28.0
PAD_MM = 4.0
TOLD_GAP_MM = 1.0
#: Of what went wrong, and of where there is help.
TOLD: tuple[tuple[Role, Role], ...] = (("text", "text"), ("text", "small"), ("small", "small"))
#: On a panel wider than this ratio all that is not a character stands in one row.
WIDE = 1.3


@dataclass(frozen=True, slots=True)
class CharacterTyped:
    character: str


@dataclass(frozen=True, slots=True)
class Erased:
    pass


@dataclass(frozen=True, slots=True)
class Revealed:
    """Held, not touched: the characters are seen as long as the finger stays."""


@dataclass(frozen=True, slots=True)
class Done:
    pass


@dataclass(frozen=True, slots=True)
class Typed:
    """How many characters there are; which ones, only while they are to be seen.

    ``ready``: beside being enough, they are what they must be.
    """

    count: int = 0
    seen: tuple[str, ...] = ()
    ready: bool = True


NOTHING = Typed()


def lay(
    view: View,
    box: Box,
    brush: Brush,
    page: int,
    words: tuple[str, str],
    *,
    typed: Typed = NOTHING,
) -> tuple[Tile, ...]:
    if box.width > box.height * WIDE:
        tools, rest = _bar_wide(view, box, brush, typed)
        return (*tools, *_keys(view, rest, brush, typed, page=page, words=words).tiles)
    field, rest = _field_tall(view, box, brush, typed)
    bottom, above = _bar_below(view, rest, brush, typed)
    keys = _keys(view, above, brush, typed, page=page, words=words)
    if keys.pages == 1:  # erase and done stand right under the last row
        high = bottom[0].box.height
        below, _ = Box(rest.left, keys.rest.top, rest.width, high).cut_top(high)
        bottom, _ = _bar_below(view, below, brush, typed)
    return (*field, *keys.tiles, *bottom)


def _keys(
    view: View, box: Box, brush: Brush, typed: Typed, *, page: int, words: tuple[str, str]
) -> Stack:
    """What is said, then the rows; where all of that is too much, both are paged."""
    gap, stretch = brush.mm(KEY_GAP_MM), brush.mm(STRETCH_MM)
    rows = _rows(view, box.width, brush, typed)
    told = _told_above(view, rows, box, brush)
    rest = box
    tiles: list[Tile] = []
    for item in told:
        line, rest = rest.cut_top(item.height, brush.mm(TOLD_GAP_MM))
        tiles += item.tiles(line)
    if rest.height < rows[0].height + pager_height(brush, box.width) + 2 * gap:
        return stack(brush, [*told, *rows], box, page, gap=gap, words=words)
    keys = stack(brush, rows, rest, page, gap=gap, words=words, stretch=stretch)
    return replace(keys, tiles=(*tiles, *keys.tiles))


def _told_above(view: View, rows: list[Item], box: Box, brush: Brush) -> list[Item]:
    """In the largest letters in which all keys stand below it, the help smaller first."""
    gap = brush.mm(KEY_GAP_MM)
    room = box.height - sum(row.height + gap for row in rows) + gap
    told: list[Item] = []
    for roles in TOLD:
        told = _told(view, box.width, brush, roles)
        if sum(item.height + brush.mm(TOLD_GAP_MM) for item in told) <= room:
            break
    return told


def _presses(view: View, typed: Typed) -> tuple[Press, Press, Press]:
    any_typed = typed.count > 0
    enough = typed.ready and typed.count >= view.length_min
    return (
        Press(view.reveal, Revealed(), "eye", Look.QUIET, enabled=any_typed),
        Press(view.erase, Erased(), "erase", Look.QUIET, enabled=any_typed),
        Press(view.done, Done(), "check", Look.MAIN, enabled=enough),
    )


def _bar_wide(view: View, box: Box, brush: Brush, typed: Typed) -> tuple[list[Tile], Box]:
    """Field, show, erase and done in one row at the top."""
    gap = brush.mm(GAP_MM)
    presses = _presses(view, typed)
    for form in TOOLS:
        widths = [key_width(brush, press, form) for press in presses]
        if sum(widths) <= box.width * TOOLS_SHARE:
            break
    else:
        widths = [min(width, round(box.width * TOOLS_SHARE / 3)) for width in widths]
    pairs = list(zip(presses, widths, strict=True))
    height = max(key_height(brush, press, width, form) for press, width in pairs)
    row, rest = box.cut_top(height, gap)
    tiles = []
    for press, width in reversed(pairs):
        place, row = row.cut_right(max(width, brush.mm(TARGET_MM) + 1), gap)
        tiles.append(key(brush, place, press, form))
    return [_field(view, row, brush, typed, view.label), *tiles], rest


def _field_tall(view: View, box: Box, brush: Brush, typed: Typed) -> tuple[list[Tile], Box]:
    """The label, the field and beside it the key to show what is in it."""
    gap = brush.mm(GAP_MM)
    reveal = _presses(view, typed)[0]
    label = block(brush, view.label, "text", box.width)
    at_label, rest = box.cut_top(label.height, brush.mm(2))
    width = min(key_width(brush, reveal, TOOLS[0]), box.width // 3)
    height = max(key_height(brush, reveal, width, TOOLS[0]), brush.letters.line("number") + gap)
    row, rest = rest.cut_top(height, gap)
    at_reveal, at_field = row.cut_right(width, gap)
    return [
        label.tile(at_label, "quiet"),
        _field(view, at_field, brush, typed, ""),
        key(brush, at_reveal, reveal, TOOLS[0]),
    ], rest


def _bar_below(view: View, box: Box, brush: Brush, typed: Typed) -> tuple[list[Tile], Box]:
    """Erase, and done."""
    gap = brush.mm(GAP_MM)
    _, erase, done = _presses(view, typed)
    erase_width = round(box.width * 0.36)
    high = max(
        key_height(brush, erase, erase_width, TOOLS[0]),
        key_height(brush, done, box.width - erase_width - gap, DONE),
    )
    bottom, rest = box.cut_bottom(high, gap)
    at_erase, at_done = bottom.cut_left(erase_width, gap)
    return [key(brush, at_erase, erase, TOOLS[0]), key(brush, at_done, done, DONE)], rest


def _field(view: View, box: Box, brush: Brush, typed: Typed, empty: str) -> Tile:
    """A dot for each character, or the characters; ``empty`` while there are none."""
    inner = Box(0, 0, box.width, box.height).inset(brush.mm(PAD_MM), 0)
    if typed.count == 0:
        text = block(brush, empty, "text", inner.width)
        if len(text.lines) > 1:
            text = block(brush, empty, "small", inner.width)
        return framed(brush, box, text.at(inner, "quiet"))
    step = min(brush.mm(9), inner.width // max(view.length_max, 1))
    if typed.seen:
        return framed(brush, box, _letters(typed.seen, inner, brush, step))
    size = min(brush.mm(4.8), step - 2)
    dots = tuple(
        Bar(Box(inner.left + i * step, (box.height - size) // 2, size, size), "ink", size // 2)
        for i in range(typed.count)
    )
    return framed(brush, box, dots)


def _letters(seen: Sequence[str], inner: Box, brush: Brush, step: int) -> tuple[Ink, ...]:
    """One by one: the characters never stand in one string."""
    role: Role = "large" if step >= brush.letters.em("large") * 0.9 else "text"
    top = (inner.height - brush.letters.line(role)) // 2
    return tuple(
        Line(Box(inner.left + i * step, top, step, brush.letters.line(role)), character, role)
        for i, character in enumerate(seen)
    )


def _told(view: View, width: int, brush: Brush, roles: tuple[Role, Role]) -> list[Item]:
    """What went wrong with what is left of the tries, and where to get help."""
    tries = "  ".join(filter(None, (view.error, view.tries)))
    texts = ((tries, "stop" if view.error else "ink", roles[0]), (view.help, "ink", roles[1]))
    return [_told_line(text, colour, width, brush, role) for text, colour, role in texts if text]


def _told_line(text: str, colour: str, width: int, brush: Brush, role: Role) -> Item:
    icon = "attention" if colour == "stop" else "info"
    size = round(brush.letters.em(role) * 1.1)
    words = block(brush, text, role, width - size - brush.mm(2), bold=colour == "stop")

    def tiles(line: Box) -> tuple[Tile, ...]:
        _, inner = Box(0, 0, line.width, line.height).cut_left(size, brush.mm(2))
        sign = Icon(Box(0, 0, size, words.line).middle(size, size), icon, colour)
        return (Tile(line, Plate((sign, *words.at(inner, colour)))),)

    return Item(max(words.height, size), tiles)


def _rows(view: View, width: int, brush: Brush, typed: Typed) -> list[Item]:
    """As the view gives them; a row that is too long for the panel becomes two."""
    gap = brush.mm(KEY_GAP_MM)
    most = max(1, (width + gap) // (brush.mm(TARGET_MM) + 1 + gap))
    rows = [part for row in view.rows for part in _parted(row, most)]
    longest = max(map(len, rows), default=1)
    each = min((width - gap * (longest - 1)) // longest, brush.mm(KEY_WIDTH_MAX_MM))
    full = typed.count >= view.length_max
    return [_row(row, each, brush, full=full) for row in rows]


def _parted(row: str, most: int) -> list[str]:
    """In parts of about the same length, none longer than ``most``."""
    count = -(-len(row) // most)
    each = -(-len(row) // max(count, 1))
    return [row[i : i + each] for i in range(0, len(row), max(each, 1))]


def _row(row: str, each: int, brush: Brush, *, full: bool) -> Item:
    gap = brush.mm(KEY_GAP_MM)

    def tiles(box: Box) -> tuple[Tile, ...]:
        line = box.middle(each * len(row) + gap * (len(row) - 1), box.height)
        presses = [Press(c, CharacterTyped(c), look=Look.QUIET, enabled=not full) for c in row]
        boxes = [
            Box(line.left + i * (each + gap), line.top, each, line.height) for i in range(len(row))
        ]
        return tuple(
            key(brush, place, press, CHARACTER) for place, press in zip(boxes, presses, strict=True)
        )

    least = brush.letters.line("title") + 2 * brush.mm(CHARACTER.pad_mm) + brush.mm(FOOT_MM)
    return Item(max(brush.mm(TARGET_MM) + 1, least), tiles)
