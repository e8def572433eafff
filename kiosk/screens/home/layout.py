"""Today's notices, two answers that fill half the screen, and smaller tiles for the rest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from kiosk.screens.home.view import View
from kiosk.screens.parts import Press
from kiosk.theme import Role
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.keys import GAP_MM, Form, even_rows, key, key_height, same_letters
from kiosk.widgets.notice import notice
from kiosk.widgets.stack import Item, pager_height, stack
from kiosk.widgets.tiles import Tile

__all__ = ["lay"]

#: The largest first; on a low panel the large tiles give way so that the others are seen.
LEADS = (
    Form(role="title", icon_mm=26.0, above=True, pad_mm=5.0, least_mm=40.0),
    Form(role="large", icon_mm=14.0, above=True, pad_mm=3.0),
    Form(role="text", icon_mm=9.0, pad_mm=2.0),
    Form(role="text", icon_mm=0.0, pad_mm=2.0),
)
LEADS_TALL = (Form(role="title", icon_mm=30.0, above=True, pad_mm=5.0, least_mm=40.0), *LEADS)
MORE = Form(role="text", icon_mm=10.0, pad_mm=5.0, least_mm=24.0, align="left")
#: Where these halve the pages, and have grown to what is usually read.
MORE_SMALL = replace(MORE, role="small")
LEAD_SHARE = 0.66
MORE_STRETCH_MM = 60.0
#: Notices take no more of the screen than this; the others stand after the tiles.
NOTICES_SHARE = 0.25


def lay(view: View, box: Box, brush: Brush, page: int, words: tuple[str, str]) -> tuple[Tile, ...]:
    gap = brush.mm(GAP_MM)
    top, last = _notices(view, box, brush, gap)
    tiles: tuple[Tile, ...] = ()
    for item in top:
        band, box = box.cut_top(item.height, gap)
        tiles += item.tiles(band)
    plan = _plan(view, box, brush, last)
    if plan is None:  # too low for both: all of it is paged
        columns = _columns(view.more, box, brush, gap, MORE)
        lead, least = _leads(view.lead, box, brush, gap, _forms(box)[-1])
        below = [*_more(view.more, box, brush, columns[0], MORE), *last]
        items = [Item(least, lead), *below]
        return (*tiles, *stack(brush, items, box, page, gap=gap, words=words).tiles)
    needed = _needed(plan.below, brush, box, gap, box.height - plan.least - 2 * gap)
    most = box.height - 2 * gap - needed
    share = max(plan.least, round(box.height * LEAD_SHARE)) if plan.pages == 1 else plan.least
    height = min(share, most) if plan.below else box.height
    place, rest = box.cut_top(height, 2 * gap)
    stretch = brush.mm(MORE_STRETCH_MM)
    more = stack(brush, plan.below, rest, page, gap=gap, words=words, stretch=stretch)
    return (*tiles, *plan.lead(place), *more.tiles)


def _notices(view: View, box: Box, brush: Brush, gap: int) -> tuple[list[Item], list[Item]]:
    """Those that stand above all else, the first ones at least; and those after the tiles."""

    def fitting(items: list[Item]) -> int:
        high = accumulate(item.height + gap for item in items)
        return sum(height <= box.height * NOTICES_SHARE for height in high)

    items = _banner(view, box, brush, "text")
    if fitting(items) < len(items) and brush.sizes.small_is_read:
        items = _banner(view, box, brush, "small")
    count = fitting(items)
    return items[:count], items[count:]


def _banner(view: View, box: Box, brush: Brush, role: Role) -> list[Item]:
    return [notice(brush, text, box.width, "notice", role=role) for text in view.notices]


@dataclass(frozen=True)
class Plan:
    """Large tiles of a form above rows of the others, which take so many pages."""

    lead: Callable[[Box], tuple[Tile, ...]]
    least: int
    below: list[Item]
    pages: int


def _plan(view: View, box: Box, brush: Brush, last: list[Item]) -> Plan | None:
    """In the usual letters, or in small ones where these halve the pages."""
    usual = _planned(view, box, brush, last, MORE)
    if not brush.sizes.small_is_read or (usual and usual.pages == 1):
        return usual
    smaller = _planned(view, box, brush, last, MORE_SMALL)
    if smaller and (usual is None or smaller.pages * 2 <= usual.pages):
        return smaller
    return usual


def _planned(view: View, box: Box, brush: Brush, last: list[Item], more: Form) -> Plan | None:
    """The largest that shows all at once, else the one with the fewest pages."""
    gap, best = brush.mm(GAP_MM), None
    known = _columns(view.more, box, brush, gap, more)
    for form in _forms(box):
        lead, least = _leads(view.lead, box, brush, gap, form)
        for columns in known if least <= box.height * LEAD_SHARE else ():
            below = [*_more(view.more, box, brush, columns, more), *last]
            pages = _pages(below, box.height - least - 2 * gap, box, brush, gap)
            if pages == 1:
                return Plan(lead, least, below, pages)
            if pages and (best is None or pages < best.pages):
                best = Plan(lead, least, below, pages)
    return best


def _pages(items: list[Item], room: int, box: Box, brush: Brush, gap: int) -> int:
    """On how many pages the items stand in so much height; 0 where not even one of them does."""
    if not items or _needed(items, brush, box, gap, room) > room:
        return 0 if items else 1
    _, below = box.cut_top(box.height - room, 0)
    return stack(brush, items, below, 0, gap=gap, words=("", "")).pages


def _forms(box: Box) -> tuple[Form, ...]:
    return LEADS if box.width > box.height else LEADS_TALL


def _columns(
    presses: Sequence[Press], box: Box, brush: Brush, gap: int, form: Form
) -> tuple[int, ...]:
    """Those that leave every word whole in letters that are not smaller; two, where none do."""
    if box.width <= box.height:
        return (2,)
    known = (3, 4) if box.width > box.height * 1.6 else (2, 3)
    whole = (n for n in known if same_letters(brush, presses, _cell(box, gap, n), form) == form)
    return tuple(whole) or (2,)


def _cell(box: Box, gap: int, columns: int) -> int:
    return (box.width - gap * (columns - 1)) // columns


def _needed(items: list[Item], brush: Brush, box: Box, gap: int, room: int) -> int:
    """The height of all where there is room for it, else of the highest with the page keys."""
    if not items:
        return 0
    everything = sum(item.height + gap for item in items) - gap
    highest = max(item.height for item in items)
    paged = highest + pager_height(brush, box.width) + gap
    return everything if everything <= room else min(everything, paged)


def _leads(
    presses: Sequence[Press], box: Box, brush: Brush, gap: int, form: Form
) -> tuple[Callable[[Box], tuple[Tile, ...]], int]:
    """The large tiles in a box, and how high that must be at least."""
    count = len(presses)
    across = box.width > box.height
    width = (box.width - gap * (count - 1)) // count if across else box.width
    each = max(key_height(brush, press, width, form) for press in presses)

    def tiles(top: Box) -> tuple[Tile, ...]:
        boxes = top.columns(count, gap) if across else top.rows(count, gap)
        return tuple(key(brush, b, p, form) for b, p in zip(boxes, presses, strict=True))

    return tiles, each if across else each * count + gap * (count - 1)


def _more(
    presses: Sequence[Press], box: Box, brush: Brush, columns: int, usual: Form
) -> list[Item]:
    """In letters of one size; a row that is not full is as wide as the others."""
    gap = brush.mm(GAP_MM)
    form = same_letters(brush, presses, _cell(box, gap, columns), usual)
    rows = even_rows(presses, columns)
    return [_row(row, _cell(box, gap, len(row)), brush, gap, form) for row in rows]


def _row(row: Sequence[Press], width: int, brush: Brush, gap: int, form: Form) -> Item:
    def tiles(box: Box) -> tuple[Tile, ...]:
        pairs = zip(row, box.columns(len(row), gap), strict=True)
        return tuple(key(brush, cell, press, form) for press, cell in pairs)

    return Item(max(key_height(brush, press, width, form) for press in row), tiles)
