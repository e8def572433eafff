"""What a tile is painted with: the palette, the millimetres, the letters and the symbols."""

from functools import lru_cache

from PIL import Image, ImageColor

from kiosk.screens.parts import Mark
from kiosk.theme import Palette, Role, Sizes
from kiosk.widgets.lettering import Lettering
from kiosk.widgets.marks import SYMBOLS, mark_colour
from kiosk.widgets.symbols import plate_mask, solid_mask, symbol_mask

__all__ = ["Brush"]

#: Marks whose symbol is a character in a frame.
SEALED = frozenset({Mark.LOTTERY, Mark.CLOSED, Mark.HELD, Mark.WAITING})
#: A seal smaller than this shows no character: it could not be read.
SEAL_EM_LEAST = 1.25
GUIDE_SHARE = 0.24
LENGTHS_REMEMBERED = 256


class Brush:
    """Paints on Pillow pictures; measures with the same letters."""

    def __init__(self, sizes: Sizes, palette: Palette) -> None:
        self.palette = palette
        self.letters = Lettering(sizes)
        self.sizes = sizes
        self.mm = lru_cache(LENGTHS_REMEMBERED)(self._mm)
        #: Rows are told apart by a line that is quieter than anything that is to be read.
        self.guide = _mixed(palette.paper, palette.ink, GUIDE_SHARE)

    def _mm(self, length: float) -> int:
        """A length in millimetres as pixels."""
        return round(self.sizes.mm(length))

    def sheet(self, width: int, height: int) -> Image.Image:
        return Image.new("RGBA", (width, height), self.palette.paper)

    def plate(
        self,
        image: Image.Image,
        box: tuple[int, int, int, int],
        fill: str,
        edge: str = "",
        edge_mm: float = 0.5,
    ) -> None:
        """A key's or a cell's body: left, top, width, height; with an edge inside it."""
        left, top, width, height = box
        radius, weight = self.mm(1.6), max(2, self.mm(edge_mm)) if edge else 0
        if edge:
            _fill_plate(image, box, edge, radius)
        inside = (left + weight, top + weight, width - 2 * weight, height - 2 * weight)
        _fill_plate(image, inside, fill, max(0, radius - weight))

    def symbol(
        self, image: Image.Image, at: tuple[int, int], mark: Mark, size: int, colour: str = ""
    ) -> None:
        """The mark's symbol; ``at`` is its left and top, ``size`` its width and height."""
        colour = colour or mark_colour(mark, self.palette)
        image.paste(colour, at, symbol_mask(mark, size))
        if mark in SEALED:
            self._seal_character(image, at, mark, size, colour)

    def sign(
        self, image: Image.Image, at: tuple[int, int], mark: Mark, size: int, colour: str = ""
    ) -> None:
        """The symbol where there is hardly room: of a seal its character alone, or a solid shape.

        An empty frame would look like something to fill in.
        """
        if mark not in SEALED:
            self.symbol(image, at, mark, size, colour)
            return
        colour = colour or mark_colour(mark, self.palette)
        if size < self.letters.em("small"):
            image.paste(colour, at, solid_mask(mark, size))
            return
        place = (at[0] + size // 2, at[1] + (size - self.letters.line("small")) // 2)
        self.letters.write(image, place, SYMBOLS[mark], role="small", colour=colour, align="m")

    def _seal_character(
        self, image: Image.Image, at: tuple[int, int], mark: Mark, size: int, colour: str
    ) -> None:
        for role in _SEAL_ROLES:
            if size >= self.letters.em(role) * SEAL_EM_LEAST:
                top = at[1] + (size - self.letters.line(role)) // 2
                place = (at[0] + size // 2, top)
                self.letters.write(
                    image, place, SYMBOLS[mark], role=role, colour=colour, bold=True, align="m"
                )
                return


_SEAL_ROLES: tuple[Role, ...] = ("large", "text", "small")


def _fill_plate(
    image: Image.Image, box: tuple[int, int, int, int], colour: str, radius: int
) -> None:
    """Only the corners are laid through a mask: a month of whole masks takes three times longer."""
    left, top, width, height = box
    if width <= 2 * radius or height <= 2 * radius:
        image.paste(colour, (left, top), plate_mask(width, height, radius))
        return
    right, bottom = left + width, top + height
    image.paste(colour, (left, top + radius, right, bottom - radius))
    image.paste(colour, (left + radius, top, right - radius, bottom))
    side = 4 * radius
    corners = plate_mask(side, side, radius) if radius else None
    for x, across in ((left, 0), (right - radius, side - radius)):
        for y, down in ((top, 0), (bottom - radius, side - radius)):
            if corners is not None:
                corner = corners.crop((across, down, across + radius, down + radius))
                image.paste(colour, (x, y), corner)


@lru_cache(16)
def _mixed(paper: str, ink: str, share: float) -> str:
    pairs = zip(ImageColor.getrgb(paper)[:3], ImageColor.getrgb(ink)[:3], strict=True)
    return "#" + "".join(f"{round(p + (i - p) * share):02X}" for p, i in pairs)
