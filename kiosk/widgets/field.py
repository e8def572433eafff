"""A framed field that shows what was typed, or in quiet letters what its form is."""

from collections.abc import Sequence

from kiosk.theme import Role
from kiosk.widgets.block import Block, block
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.ink import Ink, Plate
from kiosk.widgets.tiles import Tile

__all__ = ["field", "field_height", "framed"]

PAD_MM = 4.0
ROLES: tuple[Role, ...] = ("number", "title", "large", "text", "small")
SAMPLES: tuple[Role, ...] = ("text", "small")


def field_height(brush: Brush, role: Role = "number") -> int:
    """A field is as high with text as without; ``role`` is the largest that it has room for."""
    return brush.letters.line(role) + brush.mm(PAD_MM)


def field(brush: Brush, box: Box, typed: str, sample: str) -> Tile:
    """What was typed on one line, in the largest letters in which it fits.

    The sample is never as large, nor bold, so that nobody takes it for something typed: its
    quiet colour alone does not say so to everybody.
    """
    inner = Box(0, 0, box.width, box.height).inset(brush.mm(PAD_MM), 0)
    if typed:
        return framed(brush, box, _line(brush, typed, inner, ROLES, bold=True).at(inner))
    return framed(brush, box, _line(brush, sample, inner, SAMPLES, bold=False).at(inner, "quiet"))


def framed(brush: Brush, box: Box, inks: tuple[Ink, ...]) -> Tile:
    return Tile(box, Plate(inks, "key", "ink", brush.mm(0.7), 0, brush.mm(2)))


def _line(brush: Brush, text: str, room: Box, roles: Sequence[Role], *, bold: bool) -> Block:
    letters = brush.letters
    low = [role for role in roles if field_height(brush, role) <= room.height] or [roles[-1]]
    fitting = (role for role in low if letters.width(text, role, bold) <= room.width)
    return block(brush, text, next(fitting, roles[-1]), room.width, bold=bold)
