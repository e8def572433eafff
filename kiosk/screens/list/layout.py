"""Rows with a state and what can be done with each, on as few pages as their letters allow."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from kiosk.screens.list.foot import Foot, bare, feet, last
from kiosk.screens.list.row import ACTION, Roles, Way, items_of, parts_of
from kiosk.screens.list.view import Row, View
from kiosk.theme import Role
from kiosk.widgets.block import block
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.keys import GAP_MM, key_width
from kiosk.widgets.notice import notice
from kiosk.widgets.stack import Item, first_fitting, split, stack
from kiosk.widgets.tiles import Tile

__all__ = ["lay"]

#: Keys beside the words take no more than this share of the row.
BESIDE_SHARE = 0.4
ROW_GAP_MM = 1.0
#: Of title, detail and state; the smaller ones where a long text would not fit on a page.
ROLES: tuple[Roles, ...] = (
    ("large", "text", "text"),
    ("text", "text", "text"),
    ("text", "small", "text"),
    ("small", "small", "small"),
)
#: Where nothing else will do: it does not grow with the size of the text.
LEAST: Roles = ("strip", "strip", "small")
NOTICE_ROLES: tuple[Role, Role] = ("text", "small")
#: So many rows shall stand on a page.
ROWS_WISHED = 2

#: Columns of keys beside the words, 0: below them; and whether a row is tight. The first in which
#: so many rows stand on a page is taken, else that with the fewest pages.
SHAPES = ((1, False), (1, True), (2, True), (0, False), (0, True))

#: All that is paged, and what stays below it.
Laid = tuple[list[Item], Foot]


def lay(view: View, box: Box, brush: Brush, page: int, words: tuple[str, str]) -> tuple[Tile, ...]:
    staying = tuple(feet(view.also, box, brush, words))
    if not view.rows:
        return _empty(view, staying[0], brush, words)
    laid = _laid(view, staying, brush)
    if laid:
        items, foot = laid
        gap = brush.mm(ROW_GAP_MM)
        shown = stack(brush, items, foot.rest, page, gap=gap, words=words, bar=foot.bar)
        return (*shown.tiles, *foot.keys(shown.pages))
    # Too low for keys that stay: they come last.
    items = [*_alone(view, box, brush), *last(view.also, box.width, brush)]
    return stack(brush, items, box, page, gap=brush.mm(GAP_MM), words=words).tiles


def _empty(view: View, foot: Foot, brush: Brush, words: tuple[str, str]) -> tuple[Tile, ...]:
    said = block(brush, view.empty, "large", foot.rest.width)
    empty = Item(said.height + brush.mm(16), lambda place: (said.tile(place),))
    items = _under(view, [empty], foot, brush)
    shown = stack(brush, items, foot.rest, 0, gap=brush.mm(GAP_MM), words=words)
    return (*shown.tiles, *foot.keys(1))


def _laid(view: View, staying: Sequence[Foot], brush: Brush) -> Laid | None:
    """In the largest letters of which each row stands on a page, on as few pages as they need.

    Where small ones are read as well, they are smaller for several rows on a page.
    """
    found: dict[int, Laid] = {}
    for roles in ROLES:
        if found and not (brush.sizes.small_is_read and roles != ROLES[-1]):
            break
        fitting: dict[int, Laid] = {}
        for items, foot in _tried(view, roles, staying, brush):
            pages = _pages(items, foot, brush)
            if pages and all(len(page) >= ROWS_WISHED for page in pages[:-1]):
                return items, foot  # as nearly always: hundreds of rows are not measured twice
            if pages:
                fitting.setdefault(len(pages), (items, foot))
        found = found or fitting
    return found[min(found)] if found else None


def _tried(view: View, roles: Roles, staying: Sequence[Foot], brush: Brush) -> Iterator[Laid]:
    width = staying[0].rest.width
    for way in _ways(view.rows, roles, width, brush):
        rows = items_of(view.rows, brush, width, way)
        for foot in staying:
            yield _under(view, rows, foot, brush), foot


def _ways(rows: Sequence[Row], roles: Roles, width: int, brush: Brush) -> Iterator[Way]:
    """Those in which keys differ and leave the words enough; large letters need all the room."""
    widths = [key_width(brush, press, ACTION) for row in rows for press in row.actions]
    most = max((len(row.actions) for row in rows), default=0)
    for columns, tight in SHAPES:
        way = Way(roles, columns, max(widths, default=0) if columns else 0, tight)
        if not tight and brush.sizes.small_is_read:
            continue
        if columns <= most and way.beside(brush, most) <= width * BESIDE_SHARE:
            yield way


def _under(view: View, rows: list[Item], foot: Foot, brush: Brush) -> list[Item]:
    """The rows, under what is said first; that is small only where no row would stand under it."""
    if not view.notice:
        return rows
    width, room = foot.rest.width, foot.room - rows[0].height - brush.mm(ROW_GAP_MM)
    usual, small = (notice(brush, view.notice, width, "info", role=role) for role in NOTICE_ROLES)
    return [replace(usual if usual.height <= room else small, joined=True), *rows]


def _pages(items: Sequence[Item], foot: Foot, brush: Brush) -> Sequence[range]:
    """What stands on each; none where something is higher than a page."""
    gap = brush.mm(ROW_GAP_MM)
    if sum(item.height + gap for item in items) - gap <= foot.rest.height:
        return [range(len(items))]
    first = sum(item.height + gap for item in items[: 1 + items[0].joined]) - gap
    if max(first, *(item.height for item in items)) > foot.room:
        return []
    return split(items, foot.room, gap)


def _alone(view: View, box: Box, brush: Brush) -> list[Item]:
    """Without keys that stay; words and keys by themselves where a row is too high for a page."""
    foot = bare(box, brush)
    laid = _laid(view, [foot], brush)
    if laid:
        return laid[0]

    def items(roles: Roles) -> list[Item]:
        way = Way(roles)
        return [
            part for row in view.rows for part in parts_of(row, brush, box.width, way, foot.room)
        ]

    rows = first_fitting((partial(items, roles) for roles in (ROLES[-1], LEAST)), brush, box)
    return _under(view, rows, foot, brush)
