"""Which font file draws a text: BIZ UD Gothic, and Noto Sans CJK for what BIZ lacks.

The fonts come from the system's packages. Neither Kivy nor Pillow looks for a missing character
in another font, so a name such as 𠮷田 would show a box; here it is found out beforehand.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

__all__ = ["FONT_FOLDERS", "Family", "Fonts", "FontsMissingError", "find_fonts"]

FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))

_BIZ_PACKAGE = "fonts-morisawa-bizud-gothic"
_NOTO_PACKAGE = "fonts-noto-cjk"

#: In JIS X 0213, and missing in BIZ.
_JIS_WITHOUT_GLYPH = frozenset("⦅⦆")
#: So thin in BIZ that at some sizes nothing of it is left.
_VANISHES = "_"


class FontsMissingError(Exception):
    """A font file is not on this machine; the message names the package that brings it."""


@dataclass(frozen=True, slots=True)
class Family:
    """Two files of one design; in a collection (.ttc) the first font is the Japanese one."""

    regular: Path
    bold: Path

    def file(self, *, bold: bool) -> Path:
        return self.bold if bold else self.regular


@dataclass(frozen=True, slots=True)
class Fonts:
    """``interface`` is proportional, ``ticket`` of fixed pitch; both have the same characters."""

    interface: Family
    ticket: Family
    rare: Family

    def family_of(self, text: str, wanted: Family) -> Family:
        """The family that has every character of the text; for a label, which has one font."""
        if all(map(_is_surely_in_biz, text)) or all(map(self._is_in_biz, text)):
            return wanted
        return self.rare

    def runs(self, text: str, wanted: Family) -> list[tuple[str, Family]]:
        """The text in pieces, each with the family that has its characters."""
        return [
            ("".join(piece), wanted if in_biz else self.rare)
            for in_biz, piece in groupby(text, self._is_in_biz)
        ]

    def _is_in_biz(self, character: str) -> bool:
        if character == _VANISHES:
            return False
        return _is_surely_in_biz(character) or ord(character) in code_points(self.ticket.regular)


def find_fonts(folders: Iterable[Path] = FONT_FOLDERS) -> Fonts:
    """Look for the font files by name; FontsMissingError says which package to install."""
    folders = tuple(folders)
    files = _files_by_name(folders)

    def family(stem: str, suffix: str, package: str) -> Family:
        names = f"{stem}-Regular{suffix}", f"{stem}-Bold{suffix}"
        for name in names:
            if name not in files:
                places = ", ".join(map(str, folders))
                raise FontsMissingError(f"{name} is not in {places}: install {package}")
        return Family(files[names[0]], files[names[1]])

    return Fonts(
        interface=family("BIZUDPGothic", ".ttf", _BIZ_PACKAGE),
        ticket=family("BIZUDGothic", ".ttf", _BIZ_PACKAGE),
        rare=family("NotoSansCJK", ".ttc", _NOTO_PACKAGE),
    )


@lru_cache(maxsize=4096)
def _is_surely_in_biz(character: str) -> bool:
    """Whether a table of characters that BIZ covers holds it.

    It spares the start from reading the font's own table, which takes 0.2 seconds.
    """
    if _encodes(character, "cp932"):
        return character.isprintable() or character == "\u3000"
    return _encodes(character, "shift_jis_2004") and character not in _JIS_WITHOUT_GLYPH


def _encodes(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=8)
def code_points(font: Path) -> frozenset[int]:
    """The characters of a font file; the first font where it is a collection."""
    # Imported late: most visits need no character that the encodings above do not settle.
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    with TTFont(font, lazy=True, fontNumber=0) as opened:
        return frozenset(opened.getBestCmap())


def _files_by_name(folders: Iterable[Path]) -> dict[str, Path]:
    return {
        name: Path(folder, name)
        for top in folders
        for folder, _, names in os.walk(top)
        for name in names
    }
