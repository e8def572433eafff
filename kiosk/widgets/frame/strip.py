"""The quiet strip: where this terminal stands, the time, and what the line is doing."""

from kiosk.screens.parts import Frame
from kiosk.theme import Role
from kiosk.widgets.block import Block, block
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.ink import Bar, Icon, Ink, Plate
from kiosk.widgets.tiles import Tile

__all__ = ["strip"]

BETWEEN_MM = 7.0
LAMP_MM = 3.4
#: Around what is said of a line that is down, on the colour of a warning.
PAD_MM = 2.5
DOWN = ("line-down", "paper", "attention")


def strip(brush: Brush, frame: Frame, box: Box, role: Role) -> tuple[tuple[Tile, ...], Box]:
    """The strip at the top of the box, and the rest; a line that is down gets a row of its own."""
    clock = block(brush, frame.clock, role, box.width, bold=True)
    row, rest = box.cut_top(clock.line + brush.mm(4))
    at_right, row = row.cut_right(clock.width, brush.mm(BETWEEN_MM))
    tiles = [clock.tile(at_right)]
    loud = _loud(brush, frame, role)
    line = _line(brush, frame, row.width, loud)
    place = block(brush, frame.place, role, row.width)
    aside = line.width + _around(brush, frame)
    narrow = block(brush, frame.place, role, max(1, row.width - aside - brush.mm(BETWEEN_MM)))
    if len(narrow.lines) <= 1 or (frame.line_up and len(narrow.lines) == len(place.lines)):
        row, rest = _tall(brush, box, row, narrow)
        at_line, row = row.cut_right(aside, brush.mm(BETWEEN_MM))
        tiles += [_line_tile(brush, frame, at_line, line), narrow.tile(row, "quiet")]
        return (*tiles, _rule(brush, rest)), rest
    row, rest = _tall(brush, box, row, place)
    line = _line(brush, frame, box.width - _around(brush, frame), loud)
    below, rest = rest.cut_top(line.height + brush.mm(3))
    tiles += [place.tile(row, "quiet"), _line_tile(brush, frame, below, line)]
    return (*tiles, _rule(brush, rest)), rest


def _tall(brush: Brush, box: Box, row: Box, place: Block) -> tuple[Box, Box]:
    """The row as high as a place with a long name needs it."""
    height = max(row.height, place.height + brush.mm(2))
    _, rest = box.cut_top(height)
    return Box(row.left, row.top, row.width, height), rest


def _line(brush: Brush, frame: Frame, width: int, role: Role) -> Block:
    words = "  ".join(filter(None, (frame.line_text, frame.unsent_text)))
    return block(brush, words, role, width, bold=not frame.line_up)


def _loud(brush: Brush, frame: Frame, role: Role) -> Role:
    """As large as what is read where the line is down and the strip is not a low one."""
    quiet = frame.line_up or role == "strip" or brush.sizes.small_is_read
    return role if quiet else "text"


def _around(brush: Brush, frame: Frame) -> int:
    """The lamp, and the edges of a warning."""
    return brush.mm(LAMP_MM) + brush.mm(2) + (0 if frame.line_up else 2 * brush.mm(PAD_MM))


def _line_tile(brush: Brush, frame: Frame, box: Box, line: Block) -> Tile:
    """A disc or a triangle, then the words: its shape says it too. A warning fills its box."""
    lamp = brush.mm(LAMP_MM)
    name, colour, fill = ("line-up", "good", "") if frame.line_up else DOWN
    inner = Box(0, 0, box.width, box.height).inset(0 if frame.line_up else brush.mm(PAD_MM), 0)
    _, words = inner.cut_left(lamp, brush.mm(2))
    top = (box.height - line.height) // 2
    first = Box(inner.left, top, lamp, line.line).middle(lamp, lamp)
    inks: tuple[Ink, ...] = (Icon(first, name, colour), *line.at(words, colour))
    return Tile(box, Plate(inks, fill))


def _rule(brush: Brush, below: Box) -> Tile:
    """A hairline between the strip and what concerns the resident."""
    rule, _ = below.cut_top(max(1, brush.mm(0.25)))
    return Tile(rule, Plate((Bar(Box(0, 0, rule.width, rule.height), "line"),)))
