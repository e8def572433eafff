"""What stands on a plate: lines of text, icons, symbols and bars, each at its place.

A colour is the name of one of the palette's; a plate that is pressed draws all of them in one.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

from PIL import Image, ImageDraw

from kiosk.codes import QUIET_MODULES, modules
from kiosk.screens.parts import Mark
from kiosk.theme import Palette, Role
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.icons import icon_mask

__all__ = ["Bar", "Code", "Icon", "Ink", "Line", "Plate", "Symbol", "rounded"]

FINE = 4
#: Of an address: as many modules as a code of 6 cm shows a millimetre wide.
CODE_MODULES_MAX = 53
#: The bodies of keys that are remembered: a megabyte for each ten of the largest.
KEY_PX_MAX, KEYS_REMEMBERED = 25_000, 64


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; ``box`` is as wide as the text and as high as a line."""

    box: Box
    text: str
    role: Role
    colour: str = "ink"
    bold: bool = False

    def paint(self, brush: Brush, image: Image.Image, colour: str) -> None:
        at = (self.box.left, self.box.top)
        brush.letters.write(image, at, self.text, role=self.role, colour=colour, bold=self.bold)


@dataclass(frozen=True, slots=True)
class Icon:
    """A picture of assets/icons by its name, in a square."""

    box: Box
    name: str
    colour: str = "ink"

    def paint(self, brush: Brush, image: Image.Image, colour: str) -> None:
        del brush
        image.paste(colour, (self.box.left, self.box.top), icon_mask(self.name, self.box.width))


@dataclass(frozen=True, slots=True)
class Symbol:
    """The symbol of a state, in a square."""

    box: Box
    mark: Mark
    colour: str

    def paint(self, brush: Brush, image: Image.Image, colour: str) -> None:
        at = (self.box.left, self.box.top)
        brush.symbol(image, at, self.mark, self.box.width, colour)


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled shape: a rule, a disc, a progress line; ``edge`` leaves only its outline."""

    box: Box
    colour: str
    radius: int = 0
    outline: int = 0
    inner: str = "paper"

    def paint(self, brush: Brush, image: Image.Image, colour: str) -> None:
        rounded(image, self.box, self.radius, colour)
        if self.outline:
            inner = getattr(brush.palette, self.inner)
            rounded(image, self.box.inset(self.outline), self.radius - self.outline, inner)


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code in a square: dark on light in every theme, or no telephone reads it."""

    box: Box
    text: str
    colour: str = "ink"

    def paint(self, brush: Brush, image: Image.Image, colour: str) -> None:
        del brush, colour
        rows = modules(self.text, CODE_MODULES_MAX)
        whole = len(rows) + 2 * QUIET_MODULES
        picture = Image.new("L", (whole, whole), 255)
        for y, row in enumerate(rows):
            dots = bytes(0 if dark else 255 for dark in row)
            picture.paste(
                Image.frombytes("L", (len(rows), 1), dots), (QUIET_MODULES, y + QUIET_MODULES)
            )
        side = whole * (self.box.width // whole)
        place = self.box.middle(side, side)
        image.paste(picture.resize((side, side), Image.Resampling.NEAREST), (place.left, place.top))


Ink = Line | Icon | Symbol | Bar | Code


@dataclass(frozen=True, slots=True)
class Plate:
    """How a tile looks: a body with an edge, and what stands on it.

    ``foot_px`` thickens the lower edge, which makes a key look like one without any shadow.
    """

    inks: tuple[Ink, ...] = ()
    fill: str = ""
    edge: str = ""
    edge_px: int = 0
    foot_px: int = 0
    radius_px: int = 0

    def paint(self, brush: Brush, width: int, height: int, *, pressed: bool) -> Image.Image:
        fill, edge, single = self._colours(brush, pressed=pressed)
        shape = _Shape(width, height, self.edge_px, self.foot_px, self.radius_px)
        image = _body(shape, brush.palette.paper, fill, edge)
        for ink in self.inks:
            ink.paint(brush, image, single or getattr(brush.palette, ink.colour))
        return image

    def _colours(self, brush: Brush, *, pressed: bool) -> tuple[str, str, str]:
        """Of the body, of its edge, and of all that stands on it where that is one colour."""
        palette = brush.palette
        if not pressed:
            return _named(palette, self.fill), _named(palette, self.edge), ""
        if self.fill == "main":  # a filled key that is pressed would look as before
            return palette.key, palette.pressed, palette.main
        return palette.pressed, palette.pressed, palette.on_pressed


@dataclass(frozen=True, slots=True)
class _Shape:
    """Of a body, in pixels."""

    width: int
    height: int
    edge: int
    foot: int
    radius: int

    @property
    def corner(self) -> int:
        """The side of a square that holds all that is round in a corner."""
        return max(self.radius, self.edge) + self.foot


def _body(shape: _Shape, paper: str, fill: str, edge: str) -> Image.Image:
    """Nothing stands on it yet; a key's is copied, for a keyboard has ninety that are alike."""
    if fill and shape.width * shape.height <= KEY_PX_MAX:
        return _key_body(shape, paper, fill, edge).copy()
    return _drawn_body(shape, paper, fill, edge)


@lru_cache(KEYS_REMEMBERED)
def _key_body(shape: _Shape, paper: str, fill: str, edge: str) -> Image.Image:
    return _drawn_body(shape, paper, fill, edge)


def _drawn_body(shape: _Shape, paper: str, fill: str, edge: str) -> Image.Image:
    """Its middle and its edges are filled as they are; only the corners take any drawing."""
    width, height, side = shape.width, shape.height, shape.corner
    if min(width, height) < 2 * side:
        return _small_body(shape, paper, fill, edge)
    around = edge or paper
    image = Image.new("RGBA", (width, height), fill or around)
    if fill:
        low = shape.edge + shape.foot
        for strip in (
            (0, 0, width, shape.edge),
            (0, height - low, width, height),
            (0, 0, shape.edge, height),
            (width - shape.edge, 0, width, height),
        ):
            image.paste(around, strip)
    least = replace(shape, width=2 * side, height=2 * side)
    across, down = (0, width - side), (0, height - side)
    for corner, place in zip(
        _corners_of(least, paper, fill, edge), product(across, down), strict=True
    ):
        image.paste(corner, place)
    return image


@lru_cache(KEYS_REMEMBERED)
def _corners_of(shape: _Shape, paper: str, fill: str, edge: str) -> tuple[Image.Image, ...]:
    """Those at the left, then those at the right, each from the top."""
    body, side = _small_body(shape, paper, fill, edge), shape.corner
    return tuple(
        body.crop((left, top, left + side, top + side))
        for left, top in product((0, side), (0, side))
    )


def _small_body(shape: _Shape, paper: str, fill: str, edge: str) -> Image.Image:
    image = Image.new("RGBA", (shape.width, shape.height), paper)
    whole = Box(0, 0, shape.width, shape.height)
    if edge:
        rounded(image, whole, shape.radius, edge)
    if fill:
        inner = whole.cut_bottom(shape.foot)[1].inset(shape.edge)
        rounded(image, inner, max(0, shape.radius - shape.edge), fill)
    return image


def _named(palette: Palette, name: str) -> str:
    return str(getattr(palette, name)) if name else ""


def rounded(image: Image.Image, box: Box, radius: int, colour: str) -> None:
    """A filled rectangle with smooth round corners."""
    if box.width <= 0 or box.height <= 0:
        return
    radius = min(radius, box.width // 2, box.height // 2)
    pen = ImageDraw.Draw(image)
    right, bottom = box.right - 1, box.bottom - 1
    if box.width > 2 * radius:
        pen.rectangle((box.left + radius, box.top, right - radius, bottom), colour)
    if box.height > 2 * radius:
        pen.rectangle((box.left, box.top + radius, right, bottom - radius), colour)
    if radius:
        _corners(image, box, radius, colour)


def _corners(image: Image.Image, box: Box, radius: int, colour: str) -> None:
    right, bottom = box.right - radius, box.bottom - radius
    places = ((box.left, box.top), (box.left, bottom), (right, box.top), (right, bottom))
    for corner, place in zip(_quarters(radius), places, strict=True):
        image.paste(colour, place, corner)


@lru_cache(64)
def _quarters(radius: int) -> tuple[Image.Image, ...]:
    """Of a disc: those at the left, then those at the right, each from the top."""
    size = 2 * radius * FINE
    fine = Image.new("L", (size, size))
    ImageDraw.Draw(fine).ellipse((0, 0, size - 1, size - 1), fill=255)
    disc, halves = fine.reduce(FINE), (0, radius)
    return tuple(
        disc.crop((left, top, left + radius, top + radius)) for left in halves for top in halves
    )
