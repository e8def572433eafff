"""Text measured, wrapped and drawn with Pillow; no Kivy, so that a layout is tested without one."""

import re
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from kiosk.breaking import wrap
from kiosk.fonts import Fonts, find_fonts
from kiosk.theme import TEXT_MM, Role, Sizes

__all__ = ["Lettering"]

LINE_EM = 1.22
BASELINE_EM = 0.99

#: The font's own is so thin that at some sizes nothing of it is left, and an address would be
#: read wrong: how wide and how thick it is, and how far below the line that letters stand on.
LOW_LINE, LOW_LINE_WIDE_EM, LOW_LINE_EM, LOW_LINE_TOP_EM = "_", 0.5, 0.08, 0.05
LOW_LINE_LEAST_PX = 2

#: What is not broken, however narrow the line: a word in Latin letters.
WORD = re.compile(r"[!-~À-ɏ–]+")
TEXTS_REMEMBERED = 2048
CHARACTERS_REMEMBERED = 4_096
#: Of all fonts and sizes together: a few megabytes.
MASKS_REMEMBERED = 2_048


class Lettering:
    """All type of one panel at one text scale."""

    def __init__(self, sizes: Sizes) -> None:
        self.width = lru_cache(TEXTS_REMEMBERED)(self._width)
        self.wrap = lru_cache(TEXTS_REMEMBERED)(self._wrap)
        self._em = {role: round(sizes.font(role)) for role in TEXT_MM}
        self._line = {role: round(em * LINE_EM) for role, em in self._em.items()}

    def em(self, role: Role) -> int:
        return self._em[role]

    def line(self, role: Role) -> int:
        """The height of one line, in pixels."""
        return self._line[role]

    def height(self, lines: int, role: Role) -> int:
        return lines * self.line(role)

    def write(
        self,
        image: Image.Image,
        at: tuple[int, int],
        text: str,
        *,
        role: Role,
        colour: str,
        bold: bool = False,
        align: str = "l",
    ) -> None:
        """One line; ``at`` is the top of the line and its left, middle (m) or right (r) end."""
        file = self._file(text, role, bold)
        font, advances = _open(*file), _advances(*file)
        wide = round(sum(map(advances.__getitem__, text)))
        x: float = at[0] - {"l": 0, "m": (wide + 1) // 2, "r": wide}[align]
        baseline = at[1] + round(self.em(role) * BASELINE_EM)
        pen = ImageDraw.Draw(image)
        for character in text:
            mask, across, down = _mask(font, character)
            pen.bitmap((round(x) + across, baseline + down), mask, colour)
            x += advances[character]

    def widest_word(self, text: str, role: Role, *, bold: bool = False) -> int:
        """The narrowest that the text can be set without breaking a Latin word."""
        return max((self.width(w, role, bold) for w in WORD.findall(text)), default=0)

    def _width(self, text: str, role: Role, bold: bool = False) -> int:
        """The sum of its characters: these fonts set no pair of letters closer than two others."""
        advances = _advances(*self._file(text, role, bold))
        return round(sum(map(advances.__getitem__, text)) + 0.5)

    def _wrap(self, text: str, width: int, role: Role, bold: bool = False) -> tuple[str, ...]:
        if not text:
            return ()
        if "\n" not in text and self.width(text, role, bold) <= width:
            return (text,)
        return wrap(text, width, lambda line: self.width(line, role, bold))

    def _file(self, text: str, role: Role, bold: bool) -> tuple[Path, int]:
        """What the whole text is set with: the font's file and its size."""
        fonts = _fonts()
        return fonts.family_of(text, fonts.interface).file(bold=bold), self.em(role)


@lru_cache(1)
def _fonts() -> Fonts:
    return find_fonts()


class _Advances(dict[str, float]):
    """How wide each character of a font is; single ones may outlive a visit, a text may not."""

    def __init__(self, font: ImageFont.FreeTypeFont) -> None:
        super().__init__()
        self._font = font

    def __missing__(self, character: str) -> float:
        if len(self) == CHARACTERS_REMEMBERED:
            self.clear()
        width = self._font.getlength(character)
        if character == LOW_LINE:
            width = self._font.size * LOW_LINE_WIDE_EM
        self[character] = width
        return width


@lru_cache(64)
def _advances(path: Path, size: int) -> _Advances:
    return _Advances(_open(path, size))


@lru_cache(MASKS_REMEMBERED)
def _mask(font: ImageFont.FreeTypeFont, character: str) -> tuple[Image.Image, int, int]:
    """A character as it is laid on paper, and where its corner lies from its place on the line."""
    if character == LOW_LINE:
        return _low_line(font)
    left, top, right, bottom = map(round, font.getbbox(character, anchor="ls"))
    mask = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(mask).text((-left, -top), character, 255, font, "ls")
    return mask, left, top


def _low_line(font: ImageFont.FreeTypeFont) -> tuple[Image.Image, int, int]:
    """With a gap to the next one, so that two can be counted."""
    thick = max(LOW_LINE_LEAST_PX, round(font.size * LOW_LINE_EM))
    wide = int(font.size * LOW_LINE_WIDE_EM) - 2
    return Image.new("L", (wide, thick), 255), 1, round(font.size * LOW_LINE_TOP_EM)


@lru_cache(64)
def _open(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
