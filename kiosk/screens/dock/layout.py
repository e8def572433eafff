"""Cards, switches, and the ticket that came out last, one below the other."""

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
KEY = Form(role="small", pad_mm=3.0, least_mm=14.0, align="left", bold=False)
TURN = Form(role="small", pad_mm=2.0, least_mm=14.0, bold=False)


@dataclass(frozen=True, eq=False)
class _Photo:
    """A picture, made smaller to fit and never larger; the same one is the same look."""

    picture: Image.Image

    def paint(self, brush: Brush, width: int, height: int, *, pressed: bool) -> Image.Image:
        del pressed
        sheet = brush.sheet(width, height)
        small = self.picture.convert("L")
        small.thumbnail((width, height), Image.Resampling.LANCZOS)
        sheet.paste(small, ((width - small.width) // 2, 0))
        return sheet


def lay(view: View, box: Box, brush: Brush) -> tuple[Tile, ...]:
    gap = brush.mm(GAP_MM)
    rest = box.inset(brush.mm(MARGIN_MM))
    title, rest = _text(brush, view.title, rest, "text", bold=True)
    note, rest = _text(brush, view.card_note, rest, "small")
    cards, rest = _keys(brush, view.cards, rest)
    switches, rest = _keys(brush, view.switches, rest)
    tray_note, rest = _text(brush, view.tray_note, rest, "small")
    turn, rest = rest.cut_top(brush.mm(TURN.least_mm) + 1, gap)
    columns = turn.columns(len(view.tray), gap)
    turns = [key(brush, b, press, TURN) for b, press in zip(columns, view.tray, strict=True)]
    return (title, note, *cards, *switches, tray_note, *turns, *_ticket(view, rest))


def _text(brush: Brush, text: str, box: Box, role: Role, *, bold: bool = False) -> tuple[Tile, Box]:
    words = block(brush, text, role, box.width, bold=bold)
    top, rest = box.cut_top(words.height, brush.mm(GAP_MM))
    return words.tile(top, "ink"), rest


def _keys(brush: Brush, presses: Sequence[Press], box: Box) -> tuple[list[Tile], Box]:
    tiles = []
    for press in presses:
        height = key_height(brush, press, box.width, KEY)
        top, box = box.cut_top(height, brush.mm(GAP_MM))
        tiles.append(key(brush, top, press, KEY))
    return tiles, box


def _ticket(view: View, box: Box) -> tuple[Tile, ...]:
    if view.ticket is None or box.height <= 0:
        return ()
    return (Tile(box, _Photo(view.ticket)),)
