"""Today's notices, two answers that fill half the screen, and smaller tiles for the rest."""

from collections.abc import Callable, Sequence

from kiosk.screens.home.view import View
from kiosk.screens.parts import Press
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.keys import GAP_MM, Form, key, key_height
from kiosk.widgets.notice import notice
from kiosk.widgets.stack import Item, pager_height, stack
from kiosk.widgets.tiles import Tile

__all__ = ["lay"]

#: The first in which the large tiles leave room for the others.
LEADS = (
    Form(role="title", icon_mm=26.0, above=True, pad_mm=5.0, least_mm=40.0),
    Form(role="large", icon_mm=14.0, above=True, pad_mm=3.0),
    Form(role="text", icon_mm=9.0, pad_mm=2.0),
    Form(role="small", icon_mm=0.0, pad_mm=2.0),
)
LEADS_TALL = (Form(role="title", icon_mm=30.0, above=True, pad_mm=5.0, least_mm=40.0), *LEADS)
MORE = Form(role="text", icon_mm=10.0, pad_mm=5.0, least_mm=24.0, align="left")
LEAD_SHARE = 0.66
MORE_STRETCH_MM = 60.0
#: Columns of the smaller tiles on a panel that is higher than wide, and on one that is wider.
COLUMNS_TALL, COLUMNS_WIDE = 2, 3
#: Notices that take more of the screen than this stand among the pages below.
NOTICES_SHARE = 0.25


def lay(view: View, box: Box, brush: Brush, page: int, words: tuple[str, str]) -> tuple[Tile, ...]:
    gap = brush.mm(GAP_MM)
    notices = [notice(brush, text, box.width, "notice") for text in view.notices]
    on_top = sum(item.height + gap for item in notices) <= box.height * NOTICES_SHARE
    tiles: tuple[Tile, ...] = ()
    if on_top:
        for item in notices:
            band, box = box.cut_top(item.height, gap)
            tiles += item.tiles(band)
    below = _more(view.more, box, brush, gap) + ([] if on_top else notices)
    lead, least = _leads(view.lead, box, brush, gap)
    needed = _needed(below, brush, box, gap, box.height - least - 2 * gap)
    if least + 2 * gap + needed > box.height:  # too low for both: all of it is paged
        items = [Item(least, lead), *below]
        return (*tiles, *stack(brush, items, box, page, gap=gap, words=words).tiles)
    most = box.height - 2 * gap - needed
    height = min(max(least, round(box.height * LEAD_SHARE)), most) if below else box.height
    top, rest = box.cut_top(height, 2 * gap)
    stretch = brush.mm(MORE_STRETCH_MM)
    more = stack(brush, below, rest, page, gap=gap, words=words, stretch=stretch)
    return (*tiles, *lead(top), *more.tiles)


def _needed(items: list[Item], brush: Brush, box: Box, gap: int, room: int) -> int:
    """The height of all where there is room for it, else of the highest with the page keys."""
    if not items:
        return 0
    everything = sum(item.height + gap for item in items) - gap
    highest = max(item.height for item in items)
    paged = highest + pager_height(brush, box.width) + gap
    return everything if everything <= room else min(everything, paged)


def _leads(
    presses: Sequence[Press], box: Box, brush: Brush, gap: int
) -> tuple[Callable[[Box], tuple[Tile, ...]], int]:
    """The large tiles in a box, and how high that must be at least."""
    count = len(presses)
    across = box.width > box.height
    width = (box.width - gap * (count - 1)) // count if across else box.width
    for form in LEADS if across else LEADS_TALL:
        each = max(key_height(brush, press, width, form) for press in presses)
        least = each if across else each * count + gap * (count - 1)
        if least <= box.height * LEAD_SHARE:
            break

    def tiles(top: Box) -> tuple[Tile, ...]:
        boxes = top.columns(count, gap) if across else top.rows(count, gap)
        return tuple(key(brush, b, p, form) for b, p in zip(boxes, presses, strict=True))

    return tiles, least


def _more(presses: Sequence[Press], box: Box, brush: Brush, gap: int) -> list[Item]:
    columns = COLUMNS_WIDE if box.width > box.height * 1.6 else COLUMNS_TALL
    width = (box.width - gap * (columns - 1)) // columns
    rows = [presses[i : i + columns] for i in range(0, len(presses), columns)]
    return [_row(row, width, brush, gap, columns) for row in rows]


def _row(row: Sequence[Press], width: int, brush: Brush, gap: int, columns: int) -> Item:
    def tiles(box: Box) -> tuple[Tile, ...]:
        pairs = zip(row, box.columns(columns, gap), strict=False)
        return tuple(key(brush, cell, press, MORE) for press, cell in pairs)

    return Item(max(key_height(brush, press, width, MORE) for press in row), tiles)
