"""What must be true of every screen as it is laid out, whatever it shows."""

import math
from collections.abc import Iterator, Sequence
from itertools import combinations

from kiosk.theme import THEMES
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.ink import Bar, Ink, Line, Plate
from kiosk.widgets.tiles import Tile
from tests.support.painting import Laid
from tests.support.window import Panel

__all__ = ["check", "contrast", "cut_texts", "texts"]

TARGET_MM = 20
APART_MM = 3
#: Of text, and of symbols and edges, to what they stand on.
CONTRASTS = {"standard": (7.0, 3.0), "contrast": (12.0, 3.0), "dim": (7.0, 3.0)}

#: A colour of the palette, the one below it, and whether it is read.
Pair = tuple[str, str, bool]


def check(laid: Laid, panel: Panel, brush: Brush) -> None:
    tiles, whole = laid.tiles, Box(0, 0, panel.width, panel.height)
    outside = [tile for tile in tiles if not tile.box.inside(whole)]
    assert not outside, f"outside of the panel: {outside[:1]}"
    assert cut_texts(tiles, brush) == []
    hit = [(a, b) for a, b in combinations(tiles, 2) if a.box.distance(b.box) < 0]
    assert not hit, f"one over the other: {hit[:1]}"
    targets = [tile.box for tile in tiles if tile.event is not None]
    least = math.floor(TARGET_MM * panel.px_per_mm)
    small = [box for box in targets if min(box.width, box.height) < least]
    assert not small, f"less than {TARGET_MM} mm: {small[:1]}"
    # The cells of a board touch each other, as those of a table do.
    keys = [t.box for t in tiles if t.event is not None and isinstance(t.look, Plate)]
    apart = math.floor(APART_MM * panel.px_per_mm)
    close = [(a, b) for a, b in combinations(keys, 2) if a.distance(b) < apart]
    assert not close, f"less than {APART_MM} mm apart: {close[:1]}"
    faint = [(theme, pair) for pair in _pairs(tiles) for theme in _faint_in(pair)]
    assert not faint, f"too little contrast: {faint[:1]}"


def texts(tiles: Sequence[Tile]) -> Iterator[str]:
    """Every line that is to be read, but for those inside of a grid."""
    return (ink.text for tile in tiles for ink in _inks(tile) if isinstance(ink, Line))


def cut_texts(tiles: Sequence[Tile], brush: Brush) -> list[str]:
    """Lines that are wider or higher than where they stand, or that leave their tile."""
    return [
        ink.text
        for tile in tiles
        for ink in _inks(tile)
        if isinstance(ink, Line) and not _fits(ink, tile.box, brush)
    ]


def _fits(line: Line, tile: Box, brush: Brush) -> bool:
    wide = brush.letters.width(line.text, line.role, line.bold)
    high = brush.letters.em(line.role)
    inside = line.box.inside(Box(0, 0, tile.width, tile.height))
    return inside and wide <= line.box.width + 1 and high <= line.box.height


def _inks(tile: Tile) -> Sequence[Ink]:
    return tile.look.inks if isinstance(tile.look, Plate) else ()


# Contrast -------------------------------------------------------------------------------------


def _pairs(tiles: Sequence[Tile]) -> set[Pair]:
    """Every colour that is seen on another; a resting line on paper is no more than a rule."""
    found: set[Pair] = set()
    for tile in tiles:
        look = tile.look
        if not isinstance(look, Plate):
            continue
        if look.edge and tile.event is not None:
            found.add((look.edge, "paper", False))
        below = look.fill or "paper"
        for i, ink in enumerate(look.inks):
            if not isinstance(ink, Bar):
                found.add((ink.colour, _under(look, i) or below, isinstance(ink, Line)))
    return found


def _under(look: Plate, index: int) -> str:
    """The colour of the last bar below what stands at this place, "" where there is none."""
    box = look.inks[index].box.inset(look.inks[index].box.width // 4, 0)
    for bar in reversed(look.inks[:index]):
        if isinstance(bar, Bar) and box.inside(bar.box):
            return bar.inner if bar.outline else bar.colour
    return ""


def _faint_in(pair: Pair) -> list[str]:
    upper, lower, read = pair
    return [
        theme
        for theme, palette in THEMES.items()
        if contrast(getattr(palette, upper), getattr(palette, lower))
        < CONTRASTS[theme][0 if read else 1]
    ]


def contrast(one: str, other: str) -> float:
    """As WCAG counts it, between two colours as #RRGGBB."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
