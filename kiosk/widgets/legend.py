"""What the symbols mean, and how old the picture is: the small print around a grid."""

from dataclasses import dataclass

from PIL import Image

from kiosk.screens.parts import Mark
from kiosk.widgets.block import block
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.ink import Plate
from kiosk.widgets.pile import NOTHING, Part
from kiosk.widgets.tiles import Tile

__all__ = ["Legend", "notes"]

SYMBOL_EM = 1.3
WORD_GAP_MM = 1.5
ITEM_GAP_MM = 5

Items = tuple[tuple[Mark, str], ...]


@dataclass(frozen=True, slots=True)
class Legend:
    """Symbols with their words, in lines."""

    lines: tuple[Items, ...]

    def paint(self, brush: Brush, width: int, height: int, *, pressed: bool) -> Image.Image:
        del pressed
        image = brush.sheet(width, height)
        size, pitch = _symbol(brush), _pitch(brush)
        for number, line in enumerate(self.lines):
            left, top = 0, number * pitch
            for mark, word in line:
                brush.symbol(image, (left, top + (pitch - size) // 2), mark, size)
                at = left + size + brush.mm(WORD_GAP_MM), top + (pitch - _line(brush)) // 2
                brush.letters.write(image, at, word, role="small", colour=brush.palette.ink)
                left += _item(brush, word) + brush.mm(ITEM_GAP_MM)
        return image


def notes(brush: Brush, legend: Items, as_of: str, width: int) -> Part:
    """The legend, and the age of what is shown at its right end, or below it."""
    age = block(brush, as_of, "small", width)
    lines = _lines(brush, legend, width)
    beside = _lines(brush, legend, width - age.width - brush.mm(ITEM_GAP_MM))
    if len(lines) == len(beside) == 1:
        cut, rest = Box(0, 0, width, _pitch(brush)).cut_left(width - age.width)
        return Part(_pitch(brush), (Tile(cut, Legend(lines)), _age(brush, as_of, rest)))
    below = Box(0, len(lines) * _pitch(brush), width, age.height)
    tiles = (_age(brush, as_of, below),) if as_of else ()
    if lines:
        tiles = (Tile(Box(0, 0, width, below.top), Legend(lines)), *tiles)
    return Part(below.bottom, tiles) if tiles else NOTHING


def _age(brush: Brush, as_of: str, box: Box) -> Tile:
    inside = Box(0, 0, box.width, box.height)
    age = block(brush, as_of, "small", box.width)
    return Tile(box, Plate(age.at(inside, "quiet", "right")))


def _lines(brush: Brush, legend: Items, width: int) -> tuple[Items, ...]:
    lines: list[Items] = []
    left = 0
    for mark, word in legend:
        item = _item(brush, word)
        if not lines or left + item > width:
            lines.append(())
            left = 0
        lines[-1] += ((mark, word),)
        left += item + brush.mm(ITEM_GAP_MM)
    return tuple(lines)


def _item(brush: Brush, word: str) -> int:
    return _symbol(brush) + brush.mm(WORD_GAP_MM) + brush.letters.width(word, "small")


def _symbol(brush: Brush) -> int:
    return round(brush.letters.em("small") * SYMBOL_EM)


def _pitch(brush: Brush) -> int:
    return _symbol(brush) + brush.mm(1)


def _line(brush: Brush) -> int:
    return brush.letters.line("small")
