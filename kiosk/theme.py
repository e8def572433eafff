"""Colours, millimetres and type sizes, as numbers: no Kivy here, so that tests can measure them.

The panel's real width is configuration; everything on it is drawn in millimetres.
"""

from dataclasses import dataclass
from typing import Literal

__all__ = ["TEXT_MM", "THEMES", "Palette", "Sizes"]

#: Height of a kanji of BIZ UDPGothic, in em.
KANJI_EM = 0.93

Role = Literal["text", "small", "large", "title", "number", "huge", "strip"]

#: Height of a kanji in millimetres by what the text is for; nothing is smaller than ``small``.
#: ``strip`` does not grow with the text size: on a low panel the question needs the room.
TEXT_MM: dict[Role, float] = {
    "small": 4.8,
    "text": 7.3,
    "large": 8.5,
    "title": 10.0,
    "number": 13.0,
    "huge": 24.0,
    "strip": 4.8,
}


@dataclass(frozen=True, slots=True)
class Palette:
    """Hex colours. Text pairs reach 7:1 (12:1 in high contrast), symbols and edges 3:1."""

    paper: str
    ink: str
    line: str
    main: str
    on_main: str
    quiet: str
    good: str
    attention: str
    stop: str
    #: Behind things that can be touched, and behind what is chosen.
    key: str
    pressed: str
    on_pressed: str


THEMES: dict[str, Palette] = {
    "standard": Palette(
        paper="#FBFAF6",
        ink="#1B1B1F",
        line="#8B8778",
        main="#0A4C86",
        on_main="#FFFFFF",
        quiet="#4D535C",
        good="#006054",
        attention="#8A4200",
        stop="#A3123A",
        key="#FFFFFF",
        pressed="#0A4C86",
        on_pressed="#FFFFFF",
    ),
    "contrast": Palette(
        paper="#000000",
        ink="#FFFFFF",
        line="#FFE45C",
        main="#FFE45C",
        on_main="#000000",
        quiet="#FFFFFF",
        good="#FFFFFF",
        attention="#FFE45C",
        stop="#FFE45C",
        key="#000000",
        pressed="#FFFFFF",
        on_pressed="#000000",
    ),
    "dim": Palette(
        paper="#20242B",
        ink="#E9E6DF",
        line="#8B8778",
        main="#E9E6DF",
        on_main="#20242B",
        quiet="#C9C6BF",
        good="#A6E3D6",
        attention="#F0C48A",
        stop="#F5B5C4",
        key="#20242B",
        pressed="#E9E6DF",
        on_pressed="#20242B",
    ),
}


@dataclass(frozen=True, slots=True)
class Sizes:
    """Millimetres and type in pixels of this panel; only type grows with ``text_scale``."""

    px_per_mm: float
    text_scale: float = 1.0

    def mm(self, length: float) -> float:
        return length * self.px_per_mm

    @property
    def small_is_read(self) -> bool:
        """Whether ``small`` has grown, to the millimetre, to the height of usual text at x1."""
        return round(TEXT_MM["small"] * self.text_scale) >= round(TEXT_MM["text"])

    def font(self, role: Role) -> float:
        """The font size in pixels at which a kanji has the height of its role."""
        scale = 1.0 if role == "strip" else self.text_scale
        return TEXT_MM[role] * scale * self.px_per_mm / KANJI_EM
