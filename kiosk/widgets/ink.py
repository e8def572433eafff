"""What stands on a plate: lines of text, icons, symbols and bars, each at its place.

A colour is the name of one of the palette's; a plate that is pressed draws all of them in one.
"""

from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw

from kiosk.screens.parts import Mark
from kiosk.theme import Palette, Role
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.icons import icon_mask

__all__ = ["Bar", "Icon", "Ink", "Line", "Plate", "Symbol", "rounded"]

FINE = 4


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


Ink = Line | Icon | Symbol | Bar


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
        image = brush.sheet(width, height)
        fill, edge, single = self._colours(brush, pressed=pressed)
        whole = Box(0, 0, width, height)
        if edge:
            rounded(image, whole, self.radius_px, edge)
        if fill:
            inner = whole.cut_bottom(self.foot_px)[1].inset(self.edge_px)
            rounded(image, inner, max(0, self.radius_px - self.edge_px), fill)
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
    disc = _disc(radius)
    for left, at_left in ((0, box.left), (radius, box.right - radius)):
        for top, at_top in ((0, box.top), (radius, box.bottom - radius)):
            corner = disc.crop((left, top, left + radius, top + radius))
            image.paste(colour, (at_left, at_top), corner)


@lru_cache(64)
def _disc(radius: int) -> Image.Image:
    size = 2 * radius * FINE
    fine = Image.new("L", (size, size))
    ImageDraw.Draw(fine).ellipse((0, 0, size - 1, size - 1), fill=255)
    return fine.reduce(FINE)
