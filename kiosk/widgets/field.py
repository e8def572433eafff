"""A framed field that shows what was typed, or in quiet letters what its form is."""

from kiosk.widgets.block import block
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.ink import Ink, Plate
from kiosk.widgets.tiles import Tile

__all__ = ["field", "field_height", "framed"]

PAD_MM = 4.0


def field_height(brush: Brush, text: str, width: int) -> int:
    """A field is as high with text as without."""
    typed = block(brush, text, "number", width - 2 * brush.mm(PAD_MM), bold=True)
    return max(typed.height, brush.letters.line("number")) + 2 * brush.mm(PAD_MM)


def field(brush: Brush, box: Box, text: str, colour: str, *, bold: bool) -> Tile:
    inner = Box(0, 0, box.width, box.height).inset(brush.mm(PAD_MM), 0)
    typed = block(brush, text, "number", inner.width, bold=bold)
    return framed(brush, box, typed.at(inner, colour))


def framed(brush: Brush, box: Box, inks: tuple[Ink, ...]) -> Tile:
    return Tile(box, Plate(inks, "key", "ink", brush.mm(0.7), 0, brush.mm(2)))
