"""Things one below the other, on as many pages as they need, turned by two large keys."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from kiosk.screens.parts import Look, Press
from kiosk.widgets.block import block
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.keys import GAP_MM, TARGET_MM, Form, fitting, key, key_height
from kiosk.widgets.tiles import Tile

__all__ = [
    "Item",
    "PageTurned",
    "Stack",
    "can_stand",
    "first_fitting",
    "pager",
    "pager_height",
    "split",
    "stack",
]

PAGER_KEY_MM = 62.0
#: Of the page keys: the first in which the word fits.
BACK = (Form(), Form(role="small", pad_mm=2.0), Form(role="small", icon_mm=7.0, pad_mm=1.0))
ON = tuple(replace(form, icon_last=True) for form in BACK)
GO = Form(role="large", icon_mm=11.0, least_mm=24.0, pad_mm=4.0)


@dataclass(frozen=True, slots=True)
class PageTurned:
    """A page key was touched; ``page`` is the one to show."""

    page: int


@dataclass(frozen=True, slots=True)
class Item:
    """As high as it needs to be; it is given a box at least that high."""

    height: int
    tiles: Callable[[Box], tuple[Tile, ...]]


@dataclass(frozen=True, slots=True)
class Stack:
    """One page of the items; ``rest`` is what it leaves of the box."""

    tiles: tuple[Tile, ...]
    page: int
    pages: int
    rest: Box


def stack(
    brush: Brush,
    items: Sequence[Item],
    box: Box,
    page: int,
    *,
    gap: int,
    words: tuple[str, str],
    stretch: int = 0,
    go: Press | None = None,
) -> Stack:
    """The items of a page from the top; where all fit on one, each grows up to ``stretch``.

    ``go`` takes the place of the key to the next page on the last one: nobody gets there without
    having had every page before their eyes.
    """
    heights = [item.height for item in items]
    if go is None and sum(heights) + gap * (len(items) - 1) <= box.height:
        each = _grown(heights, box.height, gap, stretch)
        tiles, rest = _placed(list(zip(items, each, strict=True)), box, gap)
        return Stack(tiles, 0, 1, rest)
    bar, room = box.cut_bottom(pager_height(brush, box.width, go), brush.mm(GAP_MM))
    pages = split(heights, room.height, gap)
    page = min(page, len(pages) - 1)
    chosen = [(items[i], items[i].height) for i in pages[page]]
    tiles, rest = _placed(chosen, room, gap)
    keys = pager(brush, bar, page, len(pages), words=words, go=go)
    return Stack((*tiles, *keys), page, len(pages), rest)


def can_stand(brush: Brush, rows: int, height: int, gap: int) -> bool:
    """Whether so many that can be touched would stand below each other if they said nothing."""
    return rows * (brush.mm(TARGET_MM) + gap) - gap <= height


def first_fitting(tries: Iterable[Callable[[], list[Item]]], brush: Brush, box: Box) -> list[Item]:
    """The first of these of which no item is higher than a page, else the last of them."""
    room = box.height - pager_height(brush, box.width) - brush.mm(GAP_MM)
    items: list[Item] = []
    for make in tries:
        items = make()
        if max((item.height for item in items), default=0) <= room:
            break
    return items


def split(heights: Sequence[int], room: int, gap: int) -> list[range]:
    """Which items stand on which page; one that is higher than a page has a page of its own."""
    pages, first, used = [], 0, 0
    for i, height in enumerate(heights):
        if i > first and used + height > room:
            pages.append(range(first, i))
            first, used = i, 0
        used += height + gap
    return [*pages, range(first, len(heights))]


def pager_height(brush: Brush, width: int, go: Press | None = None) -> int:
    key_width = _key_width(brush, width, go)
    least = max(brush.mm(TARGET_MM) + 1, brush.letters.line("text") + brush.mm(6))
    return max(least, key_height(brush, go, key_width, GO) if go else 0)


def pager(
    brush: Brush,
    box: Box,
    page: int,
    pages: int,
    *,
    words: tuple[str, str],
    go: Press | None = None,
) -> tuple[Tile, ...]:
    """Back, "2 / 7", on: always in the same place."""
    gap, width = brush.mm(GAP_MM), _key_width(brush, box.width, go)
    before, rest = box.cut_left(_key_width(brush, box.width, None), gap)
    after, middle = rest.cut_right(width, gap)
    where = block(brush, f"{page + 1} / {pages}", "text", middle.width, bold=True)
    back = Press(words[0], PageTurned(page - 1), "page-back", Look.PLAIN, page > 0)
    look = Look.MAIN if go else Look.PLAIN
    on = Press(words[1], PageTurned(page + 1), "page-on", look, page < pages - 1)
    last = go if go and not on.enabled else on
    return (
        key(brush, before, back, fitting(brush, back, before, BACK)),
        where.tile(middle, align="middle"),
        key(brush, after, last, GO if last is go else fitting(brush, on, after, ON)),
    )


def _key_width(brush: Brush, width: int, go: Press | None) -> int:
    if go is not None:
        return round(width * 0.46)
    return min(brush.mm(PAGER_KEY_MM), round(width * 0.32))


def _grown(heights: Sequence[int], room: int, gap: int, stretch: int) -> list[int]:
    """All as high as the highest, or higher, where there is room; else as they are."""
    if not heights or not stretch:
        return list(heights)
    even = (room - gap * (len(heights) - 1)) // len(heights)
    if even < max(heights):
        return list(heights)
    return [max(*heights, min(even, stretch))] * len(heights)


def _placed(items: Sequence[tuple[Item, int]], box: Box, gap: int) -> tuple[tuple[Tile, ...], Box]:
    tiles: list[Tile] = []
    rest = box
    for item, height in items:
        cut, rest = rest.cut_top(height, gap)
        tiles += item.tiles(cut)
    return tuple(tiles), rest
