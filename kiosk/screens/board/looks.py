"""How a cell of the day, the name of its court and its time look."""

import re
from dataclasses import dataclass

from PIL import Image

from kiosk.screens.parts import Mark
from kiosk.theme import Role
from kiosk.widgets.brush import Brush

__all__ = ["CellLook", "CellStyle", "TimeLook", "time_width"]

PAD_MM = 1.0
BETWEEN_MM = 1.5
CLOCK = re.compile(r"([0-9]{1,2})(:[0-9]{2})")


@dataclass(frozen=True, slots=True)
class CellStyle:
    """The same for all cells of a board: symbol above the word, or beside it; all in pixels."""

    beside: bool
    role: Role
    symbol: int
    gap: int


@dataclass(frozen=True, slots=True)
class CellLook:
    """``joins_above`` and ``joins_below``: chosen cells in a row are one body."""

    mark: Mark
    lines: tuple[str, ...]
    touchable: bool
    style: CellStyle
    joins_above: bool = False
    joins_below: bool = False

    def paint(self, brush: Brush, width: int, height: int, *, pressed: bool) -> Image.Image:
        image = brush.sheet(width, height)
        image.paste(brush.guide, (0, height - 1, width, height))
        filled = pressed is not (self.mark is Mark.CHOSEN)
        self._body(brush, image, filled=filled)
        palette = brush.palette
        colour = palette.on_pressed if filled else ""
        ink = palette.on_pressed if filled else palette.ink if self.touchable else palette.quiet
        if self.style.beside:
            self._beside(brush, image, colour, ink)
        else:
            self._above(brush, image, colour, ink)
        return image

    def _body(self, brush: Brush, image: Image.Image, *, filled: bool) -> None:
        palette, half = brush.palette, self.style.gap // 2
        # A joined side reaches over the edge of the picture, its round corners with it.
        over = brush.mm(2)
        top = -over if self.joins_above else half
        bottom = image.height + over if self.joins_below else image.height - half
        box = (half, top, image.width - 2 * half, bottom - top)
        if filled:
            brush.plate(image, box, palette.pressed)
        elif self.touchable:
            brush.plate(image, box, palette.key, palette.main)

    def _above(self, brush: Brush, image: Image.Image, colour: str, ink: str) -> None:
        letters, style = brush.letters, self.style
        text = letters.height(len(self.lines), style.role)
        top = (image.height - style.symbol - text) // 2
        left = (image.width - style.symbol) // 2
        brush.symbol(image, (left, top), self.mark, style.symbol, colour)
        for number, line in enumerate(self.lines):
            at = (image.width // 2, top + style.symbol + number * letters.line(style.role))
            letters.write(image, at, line, role=style.role, colour=ink, align="m")

    def _beside(self, brush: Brush, image: Image.Image, colour: str, ink: str) -> None:
        letters, style = brush.letters, self.style
        between = brush.mm(BETWEEN_MM) if self.lines else 0
        text = max((letters.width(line, style.role) for line in self.lines), default=0)
        left = (image.width - style.symbol - between - text) // 2
        brush.symbol(
            image, (left, (image.height - style.symbol) // 2), self.mark, style.symbol, colour
        )
        top = (image.height - letters.height(len(self.lines), style.role)) // 2
        for number, line in enumerate(self.lines):
            at = (left + style.symbol + between, top + number * letters.line(style.role))
            letters.write(image, at, line, role=style.role, colour=ink)


@dataclass(frozen=True, slots=True)
class TimeLook:
    """The hour large, the minutes smaller behind it."""

    time: str
    role: Role

    def paint(self, brush: Brush, width: int, height: int, *, pressed: bool) -> Image.Image:
        del pressed
        image, letters, minutes = brush.sheet(width, height), brush.letters, _minutes(self.role)
        image.paste(brush.guide, (0, height - 1, width, height))
        hour, rest = _parts(self.time)
        middle = width - brush.mm(2) - letters.width(rest, minutes, True)
        top = (height - letters.line(self.role)) // 2
        # Both stand on one line of writing.
        lower = round((letters.em(self.role) - letters.em(minutes)) * 0.99)
        ink = brush.palette.ink
        letters.write(image, (middle, top), hour, role=self.role, colour=ink, bold=True, align="r")
        letters.write(image, (middle, top + lower), rest, role=minutes, colour=ink, bold=True)
        return image


def time_width(brush: Brush, times: tuple[str, ...], role: Role) -> int:
    """What the widest of the times takes in this type."""
    letters, minutes = brush.letters, _minutes(role)
    widths = (
        letters.width(hour, role, True) + letters.width(rest, minutes, True)
        for hour, rest in map(_parts, times)
    )
    return max(widths, default=0) + brush.mm(3)


def _minutes(role: Role) -> Role:
    return "small" if role == "text" else "text"


def _parts(time: str) -> tuple[str, str]:
    found = CLOCK.fullmatch(time)
    return (found[1], found[2]) if found else ("", time)
