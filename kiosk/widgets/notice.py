"""A line that wants attention: a bar, a sign and words."""

from kiosk.theme import Role
from kiosk.widgets.block import block
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.ink import Bar, Icon, Ink, Plate
from kiosk.widgets.stack import Item
from kiosk.widgets.tiles import Tile

__all__ = ["notice"]


def notice(
    brush: Brush,
    text: str,
    width: int,
    icon: str,
    *,
    colour: str = "attention",
    role: Role = "text",
) -> Item:
    pad, size, bar = brush.mm(4), brush.mm(9), brush.mm(1.6)
    words = block(brush, text, role, width - bar - size - 3 * pad)

    def tiles(box: Box) -> tuple[Tile, ...]:
        inner = Box(0, 0, box.width, box.height)
        mark, rest = inner.cut_left(bar, pad)
        picture, rest = rest.cut_left(size, pad)
        inks: tuple[Ink, ...] = (
            Bar(mark, colour),
            Icon(picture.middle(size, size), icon, colour),
            *words.at(rest),
        )
        return (Tile(box, Plate(inks)),)

    return Item(max(size, words.height) + brush.mm(3), tiles)
