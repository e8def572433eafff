"""Today's notices, two answers that fill half the screen, and smaller tiles for the rest."""

from collections.abc import Sequence

from kiosk.screens.home.view import View
from kiosk.screens.parts import Press
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.keys import GAP_MM, Form, key, key_height
from kiosk.widgets.notice import notice
from kiosk.widgets.stack import Item, stack
from kiosk.widgets.tiles import Tile

__all__ = ["lay"]

LEAD = Form(role="title", icon_mm=30.0, above=True, pad_mm=5.0, least_mm=40.0)
MORE = Form(role="text", icon_mm=10.0, pad_mm=5.0, least_mm=24.0, align="left")
LEAD_SHARE = 0.58
MORE_STRETCH_MM = 34.0
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
    lead, rest = _leads(view.lead, box, brush, gap, has_more=bool(view.more or not on_top))
    below = _more(view.more, rest, brush, gap) + ([] if on_top else notices)
    stretch = brush.mm(MORE_STRETCH_MM)
    return (
        *tiles,
        *lead,
        *stack(brush, below, rest, page, gap=gap, words=words, stretch=stretch).tiles,
    )


def _leads(
    presses: Sequence[Press], box: Box, brush: Brush, gap: int, *, has_more: bool
) -> tuple[list[Tile], Box]:
    count = len(presses)
    across = box.width > box.height
    width = (box.width - gap * (count - 1)) // count if across else box.width
    least = max(key_height(brush, press, width, LEAD) for press in presses)
    needed = least if across else least * count + gap * (count - 1)
    height = max(needed, round(box.height * LEAD_SHARE)) if has_more else box.height
    top, rest = box.cut_top(height, 2 * gap)
    boxes = top.columns(count, gap) if across else top.rows(count, gap)
    return [key(brush, b, p, LEAD) for b, p in zip(boxes, presses, strict=True)], rest


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
