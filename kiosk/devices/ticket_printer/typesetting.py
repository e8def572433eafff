"""Lines of text on paper: how wide they are, where they may break, and their drawing."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from kiosk.breaking import wrap
from kiosk.fonts import Fonts

__all__ = ["BLACK", "WHITE", "Face", "Typesetter"]

BLACK, WHITE = 0, 255

#: Where the base line stands in a line of the height of one em, in BIZ and in Noto alike.
_BASE_EM = 0.88

#: They choose a glyph or join characters; drawn by themselves they would be boxes.
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")


@dataclass(frozen=True, slots=True)
class Face:
    """How a text is set."""

    size_px: int
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Typesetter:
    """Sets text in the ticket's family, and a character that it lacks in another."""

    fonts: Fonts

    def width(self, text: str, face: Face) -> int:
        return round(sum(font.getlength(part) for part, font in self._runs(text, face)))

    def wrap(self, text: str, face: Face, width_px: int) -> list[str]:
        """Lines that fit; none for an empty text."""
        seen = _UNSEEN.sub("", text)
        return [*wrap(seen, width_px, lambda line: self.width(line, face))] if seen else []

    def draw(
        self, canvas: Image.Image, at: tuple[int, int], text: str, face: Face, ink: int
    ) -> None:
        """Draw one line whose upper left corner is ``at``."""
        pen = ImageDraw.Draw(canvas)
        left, top = at
        base = top + round(_BASE_EM * face.size_px)
        for part, font in self._runs(text, face):
            pen.text((left, base), part, fill=ink, font=font, anchor="ls")
            left += round(font.getlength(part))

    def _runs(self, text: str, face: Face) -> list[tuple[str, ImageFont.FreeTypeFont]]:
        return [
            (part, _font(family.file(bold=face.bold), face.size_px))
            for part, family in self.fonts.runs(text, self.fonts.ticket)
        ]


@lru_cache(maxsize=64)
def _font(file: Path, size_px: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(file), size_px, layout_engine=ImageFont.Layout.BASIC)
