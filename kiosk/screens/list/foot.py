"""The keys that stay under the rows, and where the page keys stand: above them, or beside them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from kiosk.screens.list.row import ACTION
from kiosk.screens.parts import Press
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.keys import GAP_MM, Form, key, key_height, key_width, keys_area, same_letters
from kiosk.widgets.stack import Item, pager_height, pager_width
from kiosk.widgets.tiles import Tile

__all__ = ["Foot", "bare", "feet", "last"]

ALSO = Form(icon_mm=9.0, pad_mm=4.0, least_mm=24.0)
ALSO_COLUMNS = (3, 2)
#: Page keys leave the rest of their line to the keys that stay.
TURNING_SHARE = 0.55


@dataclass(frozen=True, slots=True)
class Foot:
    """``rest`` is the rows', ``room`` what a page of several has of its height.

    ``keys`` are those that stay, by the number of pages; ``bar`` is where the page keys stand, or
    None: at the end of the rest.
    """

    rest: Box
    room: int
    keys: Callable[[int], list[Tile]]
    bar: Box | None = None


def feet(also: Sequence[Press], box: Box, brush: Brush, words: tuple[str, str]) -> Iterator[Foot]:
    """The page keys above the keys that stay; where they find room, beside them."""
    yield _below(also, box, brush)
    if also:
        yield from _beside(also, box, brush, words)


def bare(box: Box, brush: Brush) -> Foot:
    """Of no keys."""
    return Foot(box, box.height - pager_height(brush, box.width) - brush.mm(GAP_MM), lambda _: [])


def last(also: Sequence[Press], width: int, brush: Brush) -> list[Item]:
    """The keys one below the other, after the last row, where nothing can stay."""
    return [_item(press, width, brush) for press in also]


def _item(press: Press, width: int, brush: Brush) -> Item:
    height = key_height(brush, press, width, ALSO)
    return Item(height, lambda box: (key(brush, box, press, ALSO),))


def _below(also: Sequence[Press], box: Box, brush: Brush) -> Foot:
    """In the columns in which they are lowest."""
    laid = (keys_area(brush, also, box, columns, ALSO) for columns in ALSO_COLUMNS)
    keys, rest = max(laid, key=lambda one: one[1].height)
    return replace(bare(rest, brush), keys=lambda _: keys)


def _beside(
    also: Sequence[Press], box: Box, brush: Brush, words: tuple[str, str]
) -> Iterator[Foot]:
    """In one line with the page keys, unless a word would be broken or smaller for it."""
    gap = brush.mm(GAP_MM)
    turning = pager_width(brush, words, round(box.width * TURNING_SHARE))
    widths = _widths(brush, also, box.width - turning - gap)
    pairs = list(zip(also, widths, strict=True))
    if min(widths) <= 0 or any(same_letters(brush, [p], w, ACTION) != ACTION for p, w in pairs):
        return
    heights = [key_height(brush, press, width, ACTION) for press, width in pairs]
    line, rest = box.cut_bottom(max(pager_height(brush, box.width), *heights), gap)
    bar, beside = line.cut_left(turning, gap)
    yield Foot(
        rest, rest.height, lambda pages: _keys(brush, also, line if pages == 1 else beside), bar
    )


def _keys(brush: Brush, also: Sequence[Press], line: Box) -> list[Tile]:
    tiles = []
    for press, width in zip(also, _widths(brush, also, line.width), strict=True):
        place, line = line.cut_left(width, brush.mm(GAP_MM))
        tiles.append(key(brush, place, press, ACTION))
    return tiles


def _widths(brush: Brush, also: Sequence[Press], width: int) -> list[int]:
    """What each needs and as much more; all alike where their words are too long for that."""
    room = width - brush.mm(GAP_MM) * (len(also) - 1)
    wished = [key_width(brush, press, ACTION) for press in also]
    more = (room - sum(wished)) // len(also)
    return [one + more for one in wished] if more >= 0 else [room // len(also)] * len(also)
