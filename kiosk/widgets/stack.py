"""Things one below the other, on as many pages as they need, turned by two large keys."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil

from kiosk.breaking import phrases
from kiosk.screens.parts import Look, Press
from kiosk.widgets.block import block
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.keys import GAP_MM, TARGET_MM, Form, fitting, key, key_height, key_width
from kiosk.widgets.tiles import Tile

__all__ = [
    "Item",
    "PageTurned",
    "Stack",
    "can_stand",
    "first_fitting",
    "pager",
    "pager_height",
    "pager_width",
    "split",
    "stack",
]

PAGER_KEY_MM = 62.0
#: Of the line in which they stand.
PAGER_KEY_SHARE = 0.32
#: Of the page keys: the first in which the word fits.
BACK = (Form(), Form(role="small", pad_mm=2.0), Form(role="small", icon_mm=7.0, pad_mm=1.0))
ON = tuple(replace(form, icon_last=True) for form in BACK)
#: A last page that is filled less than this looks as if something were missing.
REST_SHARE = 0.25
#: Of the key that follows the last page: the first in which its words stand on one line.
GO = (
    Form(role="large", icon_mm=11.0, least_mm=24.0, pad_mm=4.0),
    Form(role="text", icon_mm=9.0, least_mm=24.0, pad_mm=3.0),
)


@dataclass(frozen=True, slots=True)
class PageTurned:
    """A page key was touched; ``page`` is the one to show."""

    page: int


@dataclass(frozen=True, slots=True)
class Item:
    """As high as it needs to be; it is given a box at least that high.

    One that is ``joined`` stands on the page of the next one, where both fit on a page. A
    ``blank`` one is distance, which no page begins with.
    """

    height: int
    tiles: Callable[[Box], tuple[Tile, ...]]
    joined: bool = False
    blank: bool = False


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
    bar: Box | None = None,
) -> Stack:
    """The items of a page from the top; where all fit on one, each grows up to ``stretch``.

    ``go`` takes the place of the key to the next page on the last one: nobody gets there without
    having had every page before their eyes. The page keys stand in the ``bar``, else at the end of
    the box.
    """
    heights = [item.height for item in items]
    if go is None and sum(heights) + gap * (len(items) - 1) <= box.height:
        each = _grown(heights, box.height, gap, stretch)
        tiles, rest = _placed(list(zip(items, each, strict=True)), box, gap)
        return Stack(tiles, 0, 1, rest)
    room = box
    if bar is None:
        bar, room = box.cut_bottom(pager_height(brush, box.width, go), brush.mm(GAP_MM))
    pages = split(items, room.height, gap)
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


def split(items: Sequence[Item], room: int, gap: int) -> list[range]:
    """Which items stand on which page; one that is higher than a page has a page of its own.

    The last page gets some of the one before it.
    """
    pages = _filled(items, room, gap)
    if len(pages) == 1:
        return pages
    first, end = pages[-2].start, pages[-1].stop
    for cut in range(pages[-1].start, first, -1):
        rest = sum(item.height + gap for item in items[cut:end]) - gap
        if rest > room:
            break
        if rest >= room * REST_SHARE and not items[cut - 1].joined and not items[cut].blank:
            return [*pages[:-2], range(first, cut), range(cut, end)]
    return pages


def _filled(items: Sequence[Item], room: int, gap: int) -> list[range]:
    """From the first page on, as many on each as it holds."""
    pages, first = list[range](), 0
    while first < len(items):
        end, used = first + 1, items[first].height
        while end < len(items) and used + gap + items[end].height <= room:
            used += gap + items[end].height
            end += 1
        pages.append(range(first, _parted(items, first, end)))
        first = pages[-1].stop
        while first < len(items) and items[first].blank:
            first += 1
    return pages or [range(0)]


def _parted(items: Sequence[Item], first: int, end: int) -> int:
    """The end of a page, before what is joined to the first of the next one."""
    last = end
    while end < len(items) and last > first and items[last - 1].joined:
        last -= 1
    return last if last > first else end


def pager_height(brush: Brush, width: int, go: Press | None = None) -> int:
    wide = _key_width(brush, width, go)
    least = max(brush.mm(TARGET_MM) + 1, brush.letters.line("text") + brush.mm(6))
    return max(least, key_height(brush, go, wide, _go_form(brush, go, wide)) if go else 0)


def pager_width(brush: Brush, words: tuple[str, str], most: int) -> int:
    """The least that they need: where ``most`` is too little for a word on one line, on several."""
    parts = [part.rstrip() for word in words for part in phrases(word)]
    width = 0
    for said, form in ((words, BACK[0]), (parts, BACK[0]), (parts, BACK[1])):
        key = max(key_width(brush, Press(word, None, "page-back"), form) for word in said)
        width = ceil(key / PAGER_KEY_SHARE) + 1
        if width <= most:
            break
    return width


def pager(
    brush: Brush,
    box: Box,
    page: int,
    pages: int,
    *,
    words: tuple[str, str],
    go: Press | None = None,
) -> tuple[Tile, ...]:
    """Back, "2 / 7", on: always in the same place; of a page alone no more than ``go``."""
    if pages == 1:
        return (key(brush, box, go, _go_form(brush, go, box.width)),) if go else ()
    gap, width = brush.mm(GAP_MM), _key_width(brush, box.width, go)
    before, rest = box.cut_left(_key_width(brush, box.width, None), gap)
    after, middle = rest.cut_right(width, gap)
    said = f"{page + 1} / {pages}"
    whole = brush.letters.width(said, "text", bold=True) <= middle.width
    where = block(brush, said, "text" if whole else "small", middle.width, bold=True)
    back = Press(words[0], PageTurned(page - 1), "page-back", Look.PLAIN, page > 0)
    look = Look.MAIN if go else Look.PLAIN
    on = Press(words[1], PageTurned(page + 1), "page-on", look, page < pages - 1)
    last = go if go and not on.enabled else on
    return (
        key(brush, before, back, _turn_form(brush, before, back, BACK)),
        where.tile(middle, align="middle"),
        key(brush, after, last, _last_form(brush, after, last, go)),
    )


def _last_form(brush: Brush, box: Box, press: Press, go: Press | None) -> Form:
    if press is go:
        return _go_form(brush, press, box.width)
    return _turn_form(brush, box, press, ON)


def _turn_form(brush: Brush, box: Box, press: Press, forms: Sequence[Form]) -> Form:
    """The largest that is one line, else the first that is no higher than the key."""
    whole = (form for form in forms if key_width(brush, press, form) <= box.width)
    return next(whole, None) or fitting(brush, press, box, forms)


def _go_form(brush: Brush, go: Press, width: int) -> Form:
    return next((form for form in GO if key_width(brush, go, form) <= width), GO[-1])


def _key_width(brush: Brush, width: int, go: Press | None) -> int:
    if go is not None:
        return round(width * 0.46)
    return min(brush.mm(PAGER_KEY_MM), round(width * PAGER_KEY_SHARE))


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
