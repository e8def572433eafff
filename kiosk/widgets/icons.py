"""The drawings of assets/icons as masks: a small part of SVG, enough for strokes on a grid of 24.

Known are path (M, L, H, V, C, Z with absolute numbers), circle and rect; drawn with round ends,
or filled where the element says ``fill="currentColor"``.
"""

import re
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree as ET

from PIL import Image, ImageDraw

__all__ = ["ICON_FOLDER", "UnknownIconError", "icon_mask"]

ICON_FOLDER = Path(__file__).parents[2] / "assets" / "icons"
GRID = 24
#: Drawn this much larger, then reduced, for smooth edges.
FINE = 4
CURVE_STEPS = 16
NUMBERS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Z": 0}
SVG = "{http://www.w3.org/2000/svg}"

Point = tuple[float, float]


class UnknownIconError(Exception):
    """No such drawing, or one that uses more of SVG than is known here; the message names it."""


@lru_cache(256)
def icon_mask(name: str, size: int) -> Image.Image:
    """The drawing in a square of ``size`` pixels, to be painted in any colour."""
    image = Image.new("L", (size * FINE, size * FINE))
    pen = _Pen(ImageDraw.Draw(image), size * FINE / GRID)
    for element in _drawing(name):
        pen.draw(name, element)
    return image.reduce(FINE)


@lru_cache(128)
def _drawing(name: str) -> ET.Element:
    file = ICON_FOLDER / f"{name}.svg"
    if not file.is_file():
        raise UnknownIconError(f"no icon {name!r} in {ICON_FOLDER}")
    return ET.fromstring(file.read_text(encoding="utf-8"))  # noqa: S314 - our own file


class _Pen:
    def __init__(self, pen: ImageDraw.ImageDraw, scale: float) -> None:
        self._pen = pen
        self._scale = scale

    def draw(self, name: str, element: ET.Element) -> None:
        filled = element.get("fill") == "currentColor"
        weight = float(element.get("stroke-width", "2")) * self._scale
        match element.tag.removeprefix(SVG):
            case "path":
                for points in _strokes(name, element.get("d", "")):
                    self._polygon(points) if filled else self._stroke(points, weight)
            case "circle":
                self._circle(element, weight, filled=filled)
            case "rect":
                self._rect(element, weight, filled=filled)
            case other:
                raise UnknownIconError(f"icon {name!r}: <{other}> is not drawn here")

    def _polygon(self, points: list[Point]) -> None:
        self._pen.polygon([self._at(point) for point in points], fill=255)

    def _stroke(self, points: list[Point], weight: float) -> None:
        scaled = [self._at(point) for point in points]
        self._pen.line(scaled, 255, round(weight))
        half = weight / 2
        for x, y in scaled:
            self._pen.ellipse((x - half, y - half, x + half, y + half), 255)

    def _circle(self, element: ET.Element, weight: float, *, filled: bool) -> None:
        x, y = self._at((float(element.get("cx", "0")), float(element.get("cy", "0"))))
        radius = float(element.get("r", "0")) * self._scale + (0 if filled else weight / 2)
        edge = (x - radius, y - radius, x + radius, y + radius)
        if filled:
            self._pen.ellipse(edge, 255)
        else:
            self._pen.ellipse(edge, None, 255, round(weight))

    def _rect(self, element: ET.Element, weight: float, *, filled: bool) -> None:
        x, y, width, height, radius = (
            float(element.get(key, "0")) for key in ("x", "y", "width", "height", "rx")
        )
        out = 0 if filled else weight / 2
        left, top = self._at((x, y))
        right, bottom = self._at((x + width, y + height))
        edge = (left - out, top - out, right + out, bottom + out)
        round_px = radius * self._scale + out
        if filled:
            self._pen.rounded_rectangle(edge, round_px, 255)
        else:
            self._pen.rounded_rectangle(edge, round_px, None, 255, round(weight))

    def _at(self, point: Point) -> Point:
        return point[0] * self._scale, point[1] * self._scale


def _strokes(name: str, data: str) -> list[list[Point]]:
    """Each M begins a line of points; curves become short straight pieces."""
    lines: list[list[Point]] = []
    for command, arguments in re.findall(r"([A-Za-z])([^A-Za-z]*)", data):
        numbers = [float(n) for n in re.findall(r"-?[\d.]+", arguments)]
        if NUMBERS.get(command, -1) != len(numbers) or (command != "M" and not lines):
            raise UnknownIconError(f"icon {name!r}: {command}{arguments} is not drawn here")
        if command == "M":
            lines.append([(numbers[0], numbers[1])])
        else:
            lines[-1] += _points(command, numbers, lines[-1])
    return lines


def _points(command: str, numbers: list[float], line: list[Point]) -> list[Point]:
    x, y = line[-1]
    match command:
        case "H":
            return [(numbers[0], y)]
        case "V":
            return [(x, numbers[0])]
        case "C":
            return [_on_curve((x, y), numbers, i / CURVE_STEPS) for i in range(1, CURVE_STEPS + 1)]
        case "Z":
            return [line[0]]
        case _:
            return [(numbers[0], numbers[1])]


def _on_curve(start: Point, numbers: list[float], t: float) -> Point:
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    xs = (start[0], *numbers[0::2])
    ys = (start[1], *numbers[1::2])
    return (
        sum(w * x for w, x in zip(weights, xs, strict=True)),
        sum(w * y for w, y in zip(weights, ys, strict=True)),
    )
