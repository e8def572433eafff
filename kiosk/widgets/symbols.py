"""The symbols of the states as drawn shapes: all of one size and weight, crisp at any size."""

from functools import lru_cache

from PIL import Image, ImageDraw

from kiosk.screens.parts import Mark

__all__ = ["plate_mask", "solid_mask", "symbol_mask"]

#: Drawn this much larger, then reduced: Pillow's own shapes have jagged edges.
FINE = 4
STROKE = 0.13

Pen = ImageDraw.ImageDraw
Point = tuple[float, float]


@lru_cache(256)
def symbol_mask(mark: Mark, size: int) -> Image.Image:
    """The shape of a mark in a square of ``size`` pixels; a seal comes without its character."""
    image, pen, fine = _sheet(size, size)
    match mark:
        case Mark.FREE:
            _ring(pen, fine)
        case Mark.FEW:
            _triangle(pen, fine)
        case Mark.FULL | Mark.REFUSED:
            _stroke(pen, fine, [(0.17, 0.17), (0.83, 0.83)])
            _stroke(pen, fine, [(0.83, 0.17), (0.17, 0.83)])
        case Mark.OUTSIDE:
            _stroke(pen, fine, [(0.2, 0.5), (0.8, 0.5)])
        case Mark.CHOSEN | Mark.CONFIRMED:
            _stroke(pen, fine, [(0.12, 0.54), (0.4, 0.8), (0.88, 0.24)])
        case Mark.LOTTERY | Mark.CLOSED | Mark.HELD | Mark.WAITING:
            _frame(pen, fine)
        case Mark.NONE:
            pass
    return image.reduce(FINE)


@lru_cache(64)
def solid_mask(mark: Mark, size: int) -> Image.Image:
    """A seal that is too small for its character: a block; of a draw, a diamond."""
    image, pen, fine = _sheet(size, size)
    if mark is Mark.LOTTERY:
        near, far = fine * 0.05, fine * 0.95
        pen.polygon([(fine / 2, near), (far, fine / 2), (fine / 2, far), (near, fine / 2)], 255)
    else:
        edge = (fine * 0.15, fine * 0.15, fine * 0.85, fine * 0.85)
        pen.rounded_rectangle(edge, fine * 0.1, 255)
    return image.reduce(FINE)


@lru_cache(128)
def plate_mask(width: int, height: int, radius: int) -> Image.Image:
    """A filled rectangle with round corners."""
    image, pen, _ = _sheet(width, height)
    edge = (0, 0, width * FINE - 1, height * FINE - 1)
    pen.rounded_rectangle(edge, radius * FINE, fill=255)
    return image.reduce(FINE)


def _sheet(width: int, height: int) -> tuple[Image.Image, Pen, int]:
    image = Image.new("L", (width * FINE, height * FINE))
    return image, ImageDraw.Draw(image), width * FINE


def _ring(pen: Pen, fine: int) -> None:
    pen.ellipse((fine * 0.05, fine * 0.05, fine * 0.95, fine * 0.95), None, 255, _weight(fine))


def _triangle(pen: Pen, fine: int) -> None:
    _stroke(pen, fine, [(0.5, 0.12), (0.93, 0.87), (0.07, 0.87), (0.5, 0.12), (0.93, 0.87)])


def _frame(pen: Pen, fine: int) -> None:
    edge = (0, 0, fine - 1, fine - 1)
    pen.rounded_rectangle(edge, fine * 0.18, None, 255, max(FINE, round(fine * 0.07)))


def _stroke(pen: Pen, fine: int, points: list[Point]) -> None:
    """A line with round ends and round corners."""
    weight = _weight(fine)
    scaled = [(x * fine, y * fine) for x, y in points]
    pen.line(scaled, 255, weight)
    for x, y in scaled:
        pen.ellipse((x - weight / 2, y - weight / 2, x + weight / 2, y + weight / 2), 255)


def _weight(fine: int) -> int:
    return max(FINE * 2, round(fine * STROKE))
