"""A framed field that shows what was typed, or in quiet letters what its form is."""

from kiosk.theme import Role
from kiosk.widgets.block import Block, block
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.ink import Ink, Plate
from kiosk.widgets.tiles import Tile

__all__ = ["field", "field_height", "framed"]

PAD_MM = 4.0
ROLES: tuple[Role, ...] = ("number", "title", "large", "text", "small")


def field_height(brush: Brush, role: Role = "number") -> int:
    """A field is as high with text as without; ``role`` is the largest that it has room for."""
    return brush.letters.line(role) + brush.mm(PAD_MM)


def field(brush: Brush, box: Box, text: str, colour: str, *, bold: bool) -> Tile:
    """The text on one line, in the largest letters in which it fits."""
    inner = Box(0, 0, box.width, box.height).inset(brush.mm(PAD_MM), 0)
    return framed(brush, box, _line(brush, text, inner, bold=bold).at(inner, colour))


def framed(brush: Brush, box: Box, inks: tuple[Ink, ...]) -> Tile:
    return Tile(box, Plate(inks, "key", "ink", brush.mm(0.7), 0, brush.mm(2)))


def _line(brush: Brush, text: str, room: Box, *, bold: bool) -> Block:
    letters = brush.letters
    low = [role for role in ROLES if field_height(brush, role) <= room.height] or [ROLES[-1]]
    fitting = (role for role in low if letters.width(text, role, bold) <= room.width)
    return block(brush, text, next(fitting, ROLES[-1]), room.width, bold=bold)
