"""A few words in the middle, what runs out as a large number, and large keys below."""

from functools import partial

from kiosk.screens.message.view import View
from kiosk.screens.parts import Press
from kiosk.theme import Role
from kiosk.widgets.block import Block, block, is_whole
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.ink import Bar, Code, Icon, Ink, Plate
from kiosk.widgets.keys import Form, key, key_height, keys_area
from kiosk.widgets.stack import Item, first_fitting, pager, pager_height, split, stack
from kiosk.widgets.tiles import Tile

__all__ = ["lay"]

ACTION = Form(role="large", icon_mm=11.0, least_mm=28.0, pad_mm=4.0)
SYMBOL_MM = 34.0
#: A telephone that is held a hand away reads it.
CODE_MM = 60.0
GAP_MM = 5.0
#: Of the first line and of those below it.
Pair = tuple[Role, Role]
PAIRS: tuple[Pair, ...] = (
    ("title", "large"),
    ("large", "text"),
    ("text", "text"),
    ("small", "small"),
)
#: Beside a code, where it saves pages.
SMALL_BELOW: Pair = ("text", "small")
#: Of the room above the keys, what the sign takes at most.
SIGN_SHARE = 0.62
RING_EM = 2.1
RINGS: tuple[Role, ...] = ("huge", "number")
TONES = {
    "calm": ("info", "main"),
    "attention": ("attention", "attention"),
    "stop": ("cancel", "stop"),
}
#: On a panel wider than this ratio the sign stands beside the words.
WIDE = 1.3


def lay(view: View, box: Box, brush: Brush, page: int, words: tuple[str, str]) -> tuple[Tile, ...]:
    columns = 3 if box.width > box.height * WIDE else 1
    keys, rest = keys_area(brush, view.actions, box, columns, ACTION)
    gap, (size, role) = brush.mm(GAP_MM), _size(view, rest, brush)
    if rest.width > rest.height * WIDE:
        place, side = rest.cut_left(max(size, rest.width // 3), 2 * gap)
        items = _lines(view, side, brush, "left")
        if _high(items, gap) <= side.height:
            told = stack(
                brush, items, side.middle(side.width, _high(items, gap)), 0, gap=gap, words=words
            )
            return (_sign(view, place.middle(size, size), brush, role), *told.tiles, *keys)
        if view.code:
            return (*_beside_code(view, rest, brush, page, words), *keys)
    items = _lines(view, rest, brush, "middle")
    if view.countdown_s is not None or view.code or _high(items, gap) + size + gap <= rest.height:
        items = [_sign_item(view, size, brush, role), *items]  # else it would hide the words
    used, room = _high(items, gap), rest.height - pager_height(brush, rest.width) - gap
    if used <= rest.height:
        rest = rest.raised(rest.width, used)
    elif max(item.height for item in items) > room:  # too low for keys that stay: they come last
        items += [_key_item(press, box.width, brush) for press in view.actions]
        return stack(brush, items, box, page, gap=gap, words=words).tiles
    return (*stack(brush, items, rest, page, gap=gap, words=words).tiles, *keys)


def _beside_code(
    view: View, box: Box, brush: Brush, page: int, words: tuple[str, str]
) -> tuple[Tile, ...]:
    """The code stays beside every page of its words; the page keys are as wide as both."""
    gap = brush.mm(GAP_MM)
    bar, room = box.cut_bottom(pager_height(brush, box.width), gap)
    size = min(brush.mm(CODE_MM), room.height)
    place, side = room.cut_left(max(size, room.width // 3), 2 * gap)
    items = _fewest(view, side, brush)
    pages = split(items, side.height, gap)
    page = min(page, len(pages) - 1)
    chosen = [items[i] for i in pages[page]]
    told = stack(brush, chosen, side, 0, gap=gap, words=words)
    sign = _sign(view, place.middle(size, size), brush, "number")
    return (sign, *told.tiles, *pager(brush, bar, page, len(pages), words=words))


def _fewest(view: View, box: Box, brush: Brush) -> list[Item]:
    """The largest of those that need the fewest pages; small only where that can be read."""
    pairs = [*PAIRS[:-1], *([SMALL_BELOW] if brush.sizes.small_is_read else [])]
    laid = [_set(view, box, brush, pair, "left") for pair in pairs]
    fitting = [items for items in laid if max(item.height for item in items) <= box.height]
    gap = brush.mm(GAP_MM)
    return min(
        fitting,
        key=lambda items: len(split(items, box.height, gap)),
        default=_set(view, box, brush, PAIRS[-1], "left"),
    )


def _key_item(press: Press, width: int, brush: Brush) -> Item:
    height = key_height(brush, press, width, ACTION)
    return Item(height, lambda box: (key(brush, box, press, ACTION),))


def _high(items: list[Item], gap: int) -> int:
    return sum(item.height + gap for item in items) - gap


def _lines(view: View, box: Box, brush: Brush, align: str) -> list[Item]:
    """The first line weighs most; the largest that stand there whole, else those for pages."""

    for first, other in PAIRS[:-1]:
        items = _set(view, box, brush, (first, other), align)
        whole = is_whole(brush, view.lines[0], first, box.width, bold=True)
        if whole and _high(items, brush.mm(GAP_MM)) <= box.height:
            return items
    tries = (partial(_set, view, box, brush, pair, align) for pair in PAIRS)
    return first_fitting(tries, brush, box)


def _set(view: View, box: Box, brush: Brush, pair: Pair, align: str) -> list[Item]:
    blocks = [block(brush, view.lines[0], pair[0], box.width, bold=True)]
    blocks += [block(brush, line, pair[1], box.width) for line in view.lines[1:]]
    return [_line(text, align) for text in blocks]


def _line(text: Block, align: str) -> Item:
    return Item(text.height, lambda box: (text.tile(box, align=align),))


def _sign_item(view: View, size: int, brush: Brush, role: Role) -> Item:
    def tiles(box: Box) -> tuple[Tile, ...]:
        top, _ = box.cut_top(size)
        return (_sign(view, top.middle(size, size), brush, role),)

    return Item(size, tiles)


def _size(view: View, box: Box, brush: Brush) -> tuple[int, Role]:
    """Of the sign, and of the number in it: the largest that leaves room for words."""
    room = round(box.height * SIGN_SHARE)
    if view.code:
        return min(brush.mm(CODE_MM), room), "number"
    if view.countdown_s is None:
        return min(brush.mm(SYMBOL_MM), room), "number"
    ring, role = 0, RINGS[0]
    for role in RINGS:
        ring = round(brush.letters.em(role) * RING_EM)
        if ring <= room:
            break
    return ring, role


def _sign(view: View, box: Box, brush: Brush, role: Role) -> Tile:
    """The number that counts down, in a ring; else the symbol of the tone."""
    icon, colour = TONES[view.tone]
    inner = Box(0, 0, box.width, box.height)
    if view.code:
        return Tile(box, Plate((Code(inner, view.code),)))
    if view.countdown_s is None:
        return Tile(box, Plate((Icon(inner, icon, colour),)))
    number = block(brush, str(view.countdown_s), role, box.width, bold=True)
    inks: tuple[Ink, ...] = (
        Bar(inner, colour, box.width // 2, brush.mm(2.4)),
        *number.at(inner, "ink", "middle"),
    )
    return Tile(box, Plate(inks))
