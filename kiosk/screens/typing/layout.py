"""A field with the text so far, the sets of keys to choose from, and the keys of one of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kiosk.screens.parts import Look, Press
from kiosk.screens.typing.letters import HALF_VOICED, VOICED
from kiosk.screens.typing.view import SPACE, Plane, View
from kiosk.theme import Role
from kiosk.widgets.block import block
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.field import PAD_MM, field, field_height
from kiosk.widgets.keys import GAP_MM, TARGET_MM, Form, key, key_height, key_width
from kiosk.widgets.notice import notice
from kiosk.widgets.stack import Item, Stack, pager_height, split, stack
from kiosk.widgets.tiles import Tile

__all__ = ["Done", "Erased", "KeyTyped", "Marked", "PlaneChosen", "Smalled", "Typed", "lay"]

CHARACTER = Form(role="title", pad_mm=0.5)
WORD = Form(role="text", pad_mm=2.5)
SMALL_WORD = replace(WORD, role="small")
MARK = Form(role="large", pad_mm=2.5)
TOOL = Form(role="small", icon_mm=8.0, pad_mm=2.0)
ERASE = Form(icon_mm=9.0)
DONE = Form(role="large", icon_mm=10.0, pad_mm=3.0, least_mm=24.0)
KEY_GAP_MM = 3.2
KEY_WIDTH_MAX_MM = 30.0
STRETCH_MM = 26.0
#: Of the row of the field, what its keys may take beside it.
TOOLS_SHARE = 0.5
#: What those and the sets of keys leave to it at the least.
FIELD_SHARE = 0.3
#: On a panel wider than this ratio the keys of the field stand beside it.
WIDE = 1.3
#: The marks as they stand alone on a key.
MARKS = (("\u309b", VOICED), ("\u309c", HALF_VOICED))
CUT = "\u2026"


@dataclass(frozen=True, slots=True)
class _Bar:
    """The row of the field: the size of its letters, and the form of the sets of keys in it."""

    role: Role
    planes: Form | None = None


HIGH, LOW = _Bar("number"), _Bar("large")
LOWEST = (_Bar("large", WORD), _Bar("large", SMALL_WORD))


@dataclass(frozen=True, slots=True)
class KeyTyped:
    text: str


@dataclass(frozen=True, slots=True)
class Marked:
    """The last kana is to be voiced, or half voiced."""

    mark: str


@dataclass(frozen=True, slots=True)
class Smalled:
    """The last kana is to be small."""


@dataclass(frozen=True, slots=True)
class Erased:
    """The last character is to go."""


@dataclass(frozen=True, slots=True)
class PlaneChosen:
    plane: int


@dataclass(frozen=True, slots=True)
class Done:
    """It is all there."""


@dataclass(frozen=True, slots=True)
class Typed:
    """The text so far, and which set of keys is shown."""

    text: str = ""
    plane: int = 0


def lay(
    view: View, box: Box, brush: Brush, page: int, words: tuple[str, str], *, typed: Typed
) -> tuple[Tile, ...]:
    head, word = min(
        _arranged(view, box, brush, typed),
        key=lambda one: _pages(one[0], _rows_of_each(view, box, brush, one[1]), box, brush),
    )
    rows = _rows(view, box.width, brush, typed, word)
    items = [*head, *rows]
    gap = brush.mm(KEY_GAP_MM)
    rest = box
    tiles: list[Tile] = []
    for item in head:
        line, rest = rest.cut_top(item.height, gap)
        tiles += item.tiles(line)
    least = items[len(head)].height + pager_height(brush, box.width) + 2 * gap
    if rest.height < least:  # too low for a field that stays
        return stack(brush, items, box, page, gap=gap, words=words).tiles
    keys = _keys(items[len(head) :], rest, brush, page, words)
    return (*tiles, *keys.tiles)


def _keys(rows: Sequence[Item], box: Box, brush: Brush, page: int, words: tuple[str, str]) -> Stack:
    gap, stretch = brush.mm(KEY_GAP_MM), brush.mm(STRETCH_MM)
    return stack(brush, rows, box, page, gap=gap, words=words, stretch=stretch)


def _arranged(
    view: View, box: Box, brush: Brush, typed: Typed
) -> Iterator[tuple[list[Item], Form]]:
    """What stands above the keys, and the form of a key with several characters.

    The first that needs the fewest pages is taken.
    """
    if box.width <= box.height * WIDE:
        yield _head(view, box.width, brush, typed), WORD
        return
    yield _head_wide(view, box.width, brush, typed, HIGH), WORD
    if brush.sizes.small_is_read:
        for bar in (LOW, *LOWEST):
            head = _head_wide(view, box.width, brush, typed, bar)
            yield from ((head, WORD), (head, SMALL_WORD))


def _rows_of_each(view: View, box: Box, brush: Brush, word: Form) -> Iterator[list[Item]]:
    """Of every set of keys: nothing else moves when another one is chosen."""
    planes = (Typed(plane=place) for place in range(len(view.planes)))
    return (_rows(view, box.width, brush, typed, word) for typed in planes)


def _pages(head: Sequence[Item], sets: Iterable[list[Item]], box: Box, brush: Brush) -> int:
    """Of the set that takes the most; with the head where there is no room for one that stays."""
    gap = brush.mm(KEY_GAP_MM)
    room = box.height - sum(item.height + gap for item in head)
    less = room - pager_height(brush, box.width) - brush.mm(GAP_MM)
    most = 1
    for rows in sets:
        if sum(item.height + gap for item in rows) - gap > room:
            paged = rows if less >= rows[0].height else [*head, *rows]
            most = max(most, len(split(paged, max(less, 1), gap)))
    return most


# Above the keys -------------------------------------------------------------------------------


def _head(view: View, width: int, brush: Brush, typed: Typed) -> list[Item]:
    """What is asked, the field, erase and done, the sets of keys."""
    erase, done = _tools(view, typed)
    share = round(width * 0.4)
    high = max(key_height(brush, erase, share, ERASE), key_height(brush, done, share, DONE))

    def tools(box: Box) -> tuple[Tile, ...]:
        left, right = box.cut_left(share, brush.mm(GAP_MM))
        return key(brush, left, erase, ERASE), key(brush, right, done, DONE)

    field_item = Item(field_height(brush), lambda box: (_field(view, box, brush, typed),))
    return [
        *_said(view, width, brush, "text"),
        field_item,
        Item(high, tools),
        *_planes(view, width, brush, typed),
    ]


def _head_wide(view: View, width: int, brush: Brush, typed: Typed, bar: _Bar) -> list[Item]:
    """Field, erase and done in one row; the sets of keys, too, where they leave enough to it."""
    most = round(width * TOOLS_SHARE / 2)
    keys = [(press, TOOL, most) for press in _tools(view, typed)]
    form = bar.planes
    planes = [(press, form, width) for press in _plane_keys(view, typed)] if form else []
    gap, least = brush.mm(GAP_MM), brush.mm(TARGET_MM) + 1
    beside = [*planes, *keys]
    widths = [max(least, min(key_width(brush, press, f), limit)) for press, f, limit in beside]
    if planes and width - sum(wide + gap for wide in widths) < width * FIELD_SHARE:
        return _head_wide(view, width, brush, typed, LOW)

    def row(box: Box) -> tuple[Tile, ...]:
        found = list[Tile]()
        for (press, form, _), wide in reversed(list(zip(beside, widths, strict=True))):
            place, box = box.cut_right(wide, gap)
            found.insert(0, key(brush, place, press, form))
        return (_field(view, box, brush, typed), *found)

    highs = [key_height(brush, one[0], w, one[1]) for one, w in zip(beside, widths, strict=True)]
    high = max(field_height(brush, bar.role), *highs)
    below = [] if planes else _planes(view, width, brush, typed)
    return [*_said(view, width, brush, "small"), Item(high, row), *below]


def _said(view: View, width: int, brush: Brush, role: Role) -> Iterator[Item]:
    label = block(brush, view.label, role, width)
    if label.lines:
        yield Item(label.height, lambda box: (label.tile(box, "quiet"),))
    if view.error:
        yield notice(brush, view.error, width, "attention", colour="stop", role=role)


def _tools(view: View, typed: Typed) -> tuple[Press, Press]:
    enough = len(typed.text.strip()) >= view.length_min
    return (
        Press(view.erase, Erased(), "erase", Look.QUIET, enabled=bool(typed.text)),
        Press(view.done, Done(), "check", Look.MAIN, enabled=enough),
    )


def _field(view: View, box: Box, brush: Brush, typed: Typed) -> Tile:
    room = box.width - 2 * brush.mm(PAD_MM)
    return field(brush, box, _end(typed.text, room, brush), _end(view.sample, room, brush))


def _end(text: str, room: int, brush: Brush) -> str:
    """As much of the end as fits on one line: that is where one types."""
    if brush.letters.width(text, "small", True) <= room:
        return text
    while text and brush.letters.width(CUT + text, "small", True) > room:
        text = text[1:]
    return CUT + text


# Keys -----------------------------------------------------------------------------------------


def _planes(view: View, width: int, brush: Brush, typed: Typed) -> list[Item]:
    presses = _plane_keys(view, typed)
    return _lines(presses, width, brush, WORD) if presses else []


def _plane_keys(view: View, typed: Typed) -> list[Press]:
    """None where there is nothing to choose from."""
    if len(view.planes) == 1:
        return []
    return [
        Press(plane.name, PlaneChosen(i), "", Look.MAIN if i == typed.plane else Look.QUIET)
        for i, plane in enumerate(view.planes)
    ]


def _rows(view: View, width: int, brush: Brush, typed: Typed, word: Form) -> list[Item]:
    plane = view.planes[typed.plane]
    full = len(typed.text) >= view.length_max
    items: list[Item] = []
    last = _marks(plane, some=bool(typed.text))
    longest = max(len(row) for row in plane.rows)
    for row in plane.rows:
        presses = [_press(text, view.space, enabled=not full) for text in row]
        if SPACE in row:  # a word that is as large as the letters needs a wider key than theirs
            last += presses
        elif all(len(text) == 1 for text in row):
            items += _grid(presses, width, brush, longest)
        else:
            items += _lines(presses, width, brush, word)
    return [*items, *_lines(last, width, brush, MARK)] if last else items


def _marks(plane: Plane, *, some: bool) -> list[Press]:
    """What is done with the last kana, where there is one."""
    if not plane.small:
        return []
    marks = [Press(sign, Marked(mark), "", Look.QUIET, some) for sign, mark in MARKS]
    return [*marks, Press(plane.small, Smalled(), "", Look.QUIET, some)]


def _press(text: str, space: str, *, enabled: bool) -> Press:
    return Press(space if text == SPACE else text, KeyTyped(text), "", Look.QUIET, enabled)


def _grid(presses: Sequence[Press], width: int, brush: Brush, longest: int) -> list[Item]:
    """Keys of one width under each other; a row that is too long for the panel becomes two."""
    gap, least = brush.mm(KEY_GAP_MM), brush.mm(TARGET_MM) + 1
    most = max(1, (width + gap) // (least + gap))
    rows = -(-len(presses) // most)
    each = -(-len(presses) // rows)
    across = max(each, min(most, 10))
    wide = min((width - gap * (across - 1)) // across, brush.mm(KEY_WIDTH_MAX_MM))
    across = min(across, longest)
    lines = [presses[i : i + each] for i in range(0, len(presses), each)]
    return [_line(line, [wide] * len(line), brush, CHARACTER, across) for line in lines]


def _lines(presses: Sequence[Press], width: int, brush: Brush, form: Form) -> list[Item]:
    """Keys as wide as their words, as many in a line as find room."""
    gap, least = brush.mm(KEY_GAP_MM), brush.mm(TARGET_MM) + 1
    widths = [min(width, max(least, key_width(brush, press, form))) for press in presses]
    items, first, used = [], 0, 0
    for i, wide in enumerate(widths):
        if i > first and used + wide > width:
            items.append(_line(presses[first:i], widths[first:i], brush, form))
            first, used = i, 0
        used += wide + gap
    return [*items, _line(presses[first:], widths[first:], brush, form)]


def _line(
    presses: Sequence[Press], widths: Sequence[int], brush: Brush, form: Form, across: int = 0
) -> Item:
    """In the middle of the panel; fewer keys than ``across`` begin at the left."""
    gap, count = brush.mm(KEY_GAP_MM), len(presses)
    forms = [
        _fitting(press, wide, form, brush) for press, wide in zip(presses, widths, strict=True)
    ]
    high = max(
        key_height(brush, press, wide, own)
        for press, wide, own in zip(presses, widths, forms, strict=True)
    )
    whole = sum(widths) + gap * (count - 1)
    whole += max(0, across - count) * (widths[0] + gap) if across else 0

    def tiles(box: Box) -> tuple[Tile, ...]:
        left, found = box.left + (box.width - whole) // 2, []
        for press, wide, own in zip(presses, widths, forms, strict=True):
            found.append(key(brush, Box(left, box.top, wide, box.height), press, own))
            left += wide + gap
        return tuple(found)

    return Item(high, tiles)


def _fitting(press: Press, width: int, form: Form, brush: Brush) -> Form:
    """In smaller letters where the word would not stand on one line."""
    roles: tuple[Role, ...] = (form.role, "small", "strip")
    for role in roles:
        if key_width(brush, press, replace(form, role=role)) <= width:
            break
    return replace(form, role=role)
