"""Cards, switches, and the ticket that came out last: below them, or beside where it is wide."""

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from kiosk.screens.dock.view import View
from kiosk.screens.parts import Press
from kiosk.theme import Role
from kiosk.widgets.block import block
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.keys import Form, key, key_height
from kiosk.widgets.tiles import Tile

__all__ = ["lay"]

MARGIN_MM = 5.0
GAP_MM = 3.0
#: Between the cards, the switches and the tickets.
GROUP_MM = 7.0
#: From this width on the tickets have a column of their own.
WIDE_MM = 220.0
KEY = Form(role="small", pad_mm=3.0, least_mm=14.0, align="left", bold=False)
TURN = Form(role="small", pad_mm=2.0, least_mm=14.0, bold=False)


@dataclass(frozen=True, slots=True, eq=False)
class _Photo:
    """A picture, made smaller to fit and never larger; the same one is the same look."""

    picture: Image.Image

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Photo) and other.picture is self.picture

    def __hash__(self) -> int:
        return id(self.picture)

    def paint(self, brush: Brush, width: int, height: int, *, pressed: bool) -> Image.Image:
        del pressed
        sheet = brush.sheet(width, height)
        small = self.picture.convert("L")
        small.thumbnail((width, height), Image.Resampling.LANCZOS)
        sheet.paste(small, ((width - small.width) // 2, 0))
        return sheet


def lay(view: View, box: Box, brush: Brush) -> tuple[Tile, ...]:
    inside = box.inset(brush.mm(MARGIN_MM))
    if inside.width < brush.mm(WIDE_MM):
        tiles, below = _devices(view, inside, brush)
        return (*tiles, *_tickets(view, below, brush))
    left, right = inside.columns(2, brush.mm(GROUP_MM))
    tiles, _ = _devices(view, left, brush)
    return (*tiles, *_tickets(view, right, brush))


def _devices(view: View, box: Box, brush: Brush) -> tuple[tuple[Tile, ...], Box]:
    """Cards and switches, and the room that is left below them."""
    title, rest = _text(brush, view.title, box, "text", bold=True)
    note, rest = _text(brush, view.card_note, rest, "small")
    cards, rest = _keys(brush, view.cards, rest)
    switches, rest = _keys(brush, view.switches, rest)
    return (title, note, *cards, *switches), rest


def _tickets(view: View, box: Box, brush: Brush) -> tuple[Tile, ...]:
    gap = brush.mm(GAP_MM)
    note, rest = _text(brush, view.tray_note, box, "small")
    turn, rest = rest.cut_top(brush.mm(TURN.least_mm) + 1, gap)
    columns = turn.columns(len(view.tray), gap)
    turns = [key(brush, b, press, TURN) for b, press in zip(columns, view.tray, strict=True)]
    return (note, *turns, *_ticket(view, rest))


def _text(brush: Brush, text: str, box: Box, role: Role, *, bold: bool = False) -> tuple[Tile, Box]:
    words = block(brush, text, role, box.width, bold=bold)
    top, rest = box.cut_top(words.height, brush.mm(GAP_MM))
    return words.tile(top, "ink"), rest


def _keys(brush: Brush, presses: Sequence[Press], box: Box) -> tuple[list[Tile], Box]:
    """One below the other, and the room below them, some way off."""
    tiles = []
    for press in presses:
        height = key_height(brush, press, box.width, KEY)
        top, box = box.cut_top(height, brush.mm(GAP_MM))
        tiles.append(key(brush, top, press, KEY))
    return tiles, box.cut_top(0, brush.mm(GROUP_MM - GAP_MM))[1]


def _ticket(view: View, box: Box) -> tuple[Tile, ...]:
    if view.ticket is None or box.height <= 0:
        return ()
    return (Tile(box, _Photo(view.ticket)),)
