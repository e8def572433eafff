"""How a day of the month looks, and a whole month in small."""

from dataclasses import dataclass

from PIL import Image

from kiosk.screens.parts import Mark
from kiosk.theme import Role
from kiosk.widgets.brush import Brush

__all__ = ["BETWEEN_MM", "PAD_MM", "DayLook", "DayStyle", "SmallMonth", "small_height"]

PAD_MM = 1.2
BETWEEN_MM = 1.5
#: The colour of the number; the weekday stands over its column too.
TONES = {"weekday": "ink", "saturday": "main", "holiday": "stop"}
#: Days with these marks can be booked: they are to be seen first.
INVITING = {Mark.FREE, Mark.FEW, Mark.LOTTERY, Mark.HELD}


@dataclass(frozen=True, slots=True)
class DayStyle:
    """The same for all days: the symbol under the number, or beside it; in pixels."""

    beside: bool
    number: Role
    word: Role
    symbol: int
    gap: int


@dataclass(frozen=True, slots=True)
class DayLook:
    """The number, the symbol and the word of a day; quiet where it cannot be touched."""

    number: int
    tone: str
    today: bool
    mark: Mark
    lines: tuple[str, ...]
    touchable: bool
    style: DayStyle

    def paint(self, brush: Brush, width: int, height: int, *, pressed: bool) -> Image.Image:
        image = brush.sheet(width, height)
        filled = pressed is not (self.mark is Mark.CHOSEN)
        fill = self._body(brush, image, filled=filled)
        palette = brush.palette
        ink = palette.on_pressed if filled else palette.ink if self.touchable else palette.quiet
        top = (height - self._height(brush)) // 2
        below = self._figures(brush, image, top, fill, filled=filled)
        for number, line in enumerate(self.lines):
            at = (width // 2, below + number * brush.letters.line(self.style.word))
            brush.letters.write(image, at, line, role=self.style.word, colour=ink, align="m")
        return image

    def _body(self, brush: Brush, image: Image.Image, *, filled: bool) -> str:
        """The plate of a day that can be touched; answers the colour that lies under the number."""
        palette, half = brush.palette, self.style.gap // 2
        box = (half, half, image.width - 2 * half, image.height - 2 * half)
        if filled:
            brush.plate(image, box, palette.pressed)
            return palette.pressed
        if not self.touchable:
            return palette.paper
        inviting = self.mark in INVITING
        edge = palette.main if inviting else palette.line
        brush.plate(image, box, palette.key, edge, 0.5 if inviting else 0.25)
        return palette.key

    def _figures(
        self, brush: Brush, image: Image.Image, top: int, fill: str, *, filled: bool
    ) -> int:
        """Number and symbol; answers where the word begins."""
        style, line = self.style, brush.letters.line(self.style.number)
        colour = brush.palette.on_pressed if filled else ""
        wide = brush.letters.width("30", style.number, True)
        if not style.beside:
            self._number(brush, image, (image.width // 2, top), fill, colour)
            left = (image.width - style.symbol) // 2
            brush.symbol(image, (left, top + line), self.mark, style.symbol, colour)
            return top + line + style.symbol
        height = max(line, style.symbol)
        left = (image.width - wide - style.symbol - brush.mm(BETWEEN_MM)) // 2
        middle = left + wide // 2
        self._number(brush, image, (middle, top + (height - line) // 2), fill, colour)
        at = (left + wide + brush.mm(BETWEEN_MM), top + (height - style.symbol) // 2)
        brush.symbol(image, at, self.mark, style.symbol, colour)
        return top + height

    def _number(
        self, brush: Brush, image: Image.Image, at: tuple[int, int], fill: str, colour: str
    ) -> None:
        (middle, top), role, palette = at, self.style.number, brush.palette
        tone = TONES[self.tone] if self.touchable else "quiet"
        colour = colour or str(getattr(palette, tone))
        if self.today:
            ring = brush.letters.width("30", role, True) + brush.mm(2)
            box = (middle - ring // 2, top, ring, brush.letters.line(role))
            brush.plate(image, box, fill, colour, 0.7)
        brush.letters.write(
            image,
            (middle, top),
            str(self.number),
            role=role,
            colour=colour,
            bold=self.touchable or self.today,
            align="m",
        )

    def _height(self, brush: Brush) -> int:
        style, line = self.style, brush.letters.line(self.style.number)
        figures = max(line, style.symbol) if style.beside else line + style.symbol
        return figures + brush.letters.height(len(self.lines), style.word)


@dataclass(frozen=True, slots=True)
class SmallMonth:
    """A month as a key: its name, and each day as a symbol at its place."""

    title: str
    role: Role
    marks: tuple[tuple[int, int, Mark], ...]
    weeks: int
    current: bool

    def paint(self, brush: Brush, width: int, height: int, *, pressed: bool) -> Image.Image:
        image, palette = brush.sheet(width, height), brush.palette
        box = (0, 0, width, height)
        if pressed:
            brush.plate(image, box, palette.pressed)
        elif self.current:
            brush.plate(image, box, palette.paper, palette.ink, 1.2)
        else:
            brush.plate(image, box, palette.key, palette.main)
        colour = palette.on_pressed if pressed else palette.ink if self.current else palette.main
        pad = brush.mm(PAD_MM)
        line = brush.letters.line(self.role)
        top = pad if self.weeks else (height - line) // 2
        place = (width // 2, top)
        brush.letters.write(
            image, place, self.title, role=self.role, colour=colour, bold=True, align="m"
        )
        self._days(brush, image, top + line + pad // 2, palette.on_pressed if pressed else "")
        return image

    def _days(self, brush: Brush, image: Image.Image, top: int, colour: str) -> None:
        if not self.weeks:
            return
        side = brush.mm(2 * PAD_MM)
        across = (image.width - 2 * side) / 7
        down = (image.height - top - side) / self.weeks
        size = round(min(across, down) * 0.8)
        for column, row, mark in self.marks:
            left = side + round((column + 0.5) * across - size / 2)
            above = top + round((row + 0.5) * down - size / 2)
            brush.sign(image, (left, above), mark, size, colour)


def small_height(brush: Brush, role: Role, weeks: int, week_mm: float) -> int:
    """How high a month in small is with this much for a week; 0 shows its name alone."""
    title = brush.letters.line(role) + 2 * brush.mm(PAD_MM)
    days = round(brush.mm(week_mm) * weeks + brush.mm(2 * PAD_MM)) if week_mm else 0
    return max(brush.mm(20) + 1, title + days)
