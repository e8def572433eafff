"""Every pair of colours that meet on a screen can be told apart, by numbers."""

import pytest

from kiosk.screens.parts import Mark
from kiosk.theme import KANJI_EM, TEXT_MM, THEMES, Palette, Sizes
from kiosk.widgets.marks import mark_colour_name

#: What is read, and what it stands on.
TEXT_PAIRS = [
    ("ink", "paper"),
    ("ink", "key"),
    ("quiet", "paper"),
    ("quiet", "key"),
    ("main", "paper"),
    ("main", "key"),
    ("on_main", "main"),
    ("on_pressed", "pressed"),
    ("good", "paper"),
    ("attention", "paper"),
    ("attention", "key"),
    ("stop", "paper"),
    ("stop", "key"),
    ("paper", "good"),
    ("paper", "stop"),
    ("paper", "attention"),
]
EDGE_PAIRS = [("line", "paper"), ("line", "key"), ("main", "paper"), ("stop", "paper")]


def contrast(one: str, other: str) -> float:
    """WCAG 2: 1 for the same colour, 21 for black on white."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def pair(palette: Palette, names: tuple[str, str]) -> float:
    return contrast(getattr(palette, names[0]), getattr(palette, names[1]))


@pytest.mark.parametrize("names", TEXT_PAIRS, ids="-on-".join)
@pytest.mark.parametrize("theme", THEMES)
def test_palette__text_can_be_read(theme: str, names: tuple[str, str]) -> None:
    assert pair(THEMES[theme], names) >= (12 if theme == "contrast" else 7)


@pytest.mark.parametrize("names", EDGE_PAIRS, ids="-on-".join)
@pytest.mark.parametrize("theme", THEMES)
def test_palette__edges_can_be_seen(theme: str, names: tuple[str, str]) -> None:
    assert pair(THEMES[theme], names) >= 3


@pytest.mark.parametrize("mark", Mark)
@pytest.mark.parametrize("theme", THEMES)
def test_palette__symbols_can_be_seen(theme: str, mark: Mark) -> None:
    palette = THEMES[theme]
    assert pair(palette, (mark_colour_name(mark), "paper")) >= 7
    assert pair(palette, (mark_colour_name(mark), "key")) >= 7


def test_contrast__is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("role", TEXT_MM)
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
def test_sizes__no_kanji_is_lower_than_4_8_millimetres(role: str, scale: float) -> None:
    sizes = Sizes(px_per_mm=4.0, text_scale=scale)
    assert sizes.font(role) * KANJI_EM / 4.0 >= 4.8  # type: ignore[arg-type]


def test_sizes__running_text_grows_with_the_setting() -> None:
    assert Sizes(4.0, 1.5).font("text") == 1.5 * Sizes(4.0).font("text")
    assert Sizes(4.0).font("text") * KANJI_EM / 4.0 == pytest.approx(7.3)
