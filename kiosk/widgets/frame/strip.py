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


def strip(brush: Brush, frame: Frame, box: Box, role: Role) -> tuple[tuple[Tile, ...], Box]:
    """The strip at the top of the box, and the rest; a line that is down gets a row of its own."""
    clock = block(brush, frame.clock, role, box.width, bold=True)
    row, rest = box.cut_top(clock.line + brush.mm(4))
    at_right, row = row.cut_right(clock.width, brush.mm(BETWEEN_MM))
    tiles = [clock.tile(at_right)]
    line = _line(brush, frame, row.width, role)
    place = block(brush, frame.place, role, row.width)
    aside = line.width + _lamp(brush)
    narrow = block(brush, frame.place, role, max(1, row.width - aside - brush.mm(BETWEEN_MM)))
    if len(narrow.lines) <= 1 or (frame.line_up and len(narrow.lines) == len(place.lines)):
        row, rest = _tall(brush, box, row, narrow)
        at_line, row = row.cut_right(aside, brush.mm(BETWEEN_MM))
        tiles += [_line_tile(brush, frame, at_line, line), narrow.tile(row, "quiet")]
        return (*tiles, _rule(brush, rest)), rest
    row, rest = _tall(brush, box, row, place)
    line = _line(brush, frame, box.width - _lamp(brush), role)
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


def _lamp(brush: Brush) -> int:
    return brush.mm(LAMP_MM) + brush.mm(2)


def _line_tile(brush: Brush, frame: Frame, box: Box, line: Block) -> Tile:
    """A disc or a triangle, then the words: its shape says it too."""
    lamp = brush.mm(LAMP_MM)
    name, colour = ("line-up", "good") if frame.line_up else ("line-down", "attention")
    inner = Box(0, 0, box.width, box.height)
    _, words = inner.cut_left(_lamp(brush))
    first = Box(0, (box.height - line.height) // 2, lamp, line.line).middle(lamp, lamp)
    inks: tuple[Ink, ...] = (Icon(first, name, colour), *line.at(words, colour))
    return Tile(box, Plate(inks))


def _rule(brush: Brush, below: Box) -> Tile:
    """A hairline between the strip and what concerns the resident."""
    rule, _ = below.cut_top(max(1, brush.mm(0.25)))
    return Tile(rule, Plate((Bar(Box(0, 0, rule.width, rule.height), "line"),)))
