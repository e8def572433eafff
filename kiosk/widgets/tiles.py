"""A picture in tiles: where each stands, how it looks, what it means; arithmetic without Kivy.

Tiles do not overlap. Two pictures whose tiles stand in the same places differ only in the tiles
whose look differs, so that those alone are painted again.
"""

from dataclasses import dataclass
from typing import Protocol

from PIL import Image

from kiosk.screens.parts import Event
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush

__all__ = ["Fit", "Look", "Picture", "Tile", "fit"]


class Look(Protocol):
    """How a tile looks: a frozen value that is compared, remembered and painted."""

    def __hash__(self) -> int: ...

    def paint(self, brush: Brush, width: int, height: int, *, pressed: bool) -> Image.Image: ...


@dataclass(frozen=True, slots=True)
class Tile:
    """``event`` is None where the tile cannot be touched."""

    box: Box
    look: Look
    event: Event | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    width: int
    height: int
    tiles: tuple[Tile, ...]

    def hit(self, x: float, y: float) -> int | None:
        """Which tile that can be touched a finger is on."""
        for index, tile in enumerate(self.tiles):
            if tile.event is not None and tile.box.holds(x, y):
                return index
        return None

    def is_laid_like(self, other: "Picture") -> bool:
        """Whether all tiles stand where the other's stand."""
        return (
            (self.width, self.height, len(self.tiles))
            == (other.width, other.height, len(other.tiles))
        ) and all(a.box == b.box for a, b in zip(self.tiles, other.tiles, strict=True))


@dataclass(frozen=True, slots=True)
class Fit:
    """``pages`` of at most ``each`` lines, ``pitch`` pixels from one to the next."""

    pages: int
    each: int
    pitch: int

    def lines(self, page: int, count: int) -> range:
        """The lines of a page; a page that is not there shows the last one."""
        first = min(page, self.pages - 1) * self.each
        return range(first, min(first + self.each, count))


def fit(count: int, room: int, least: int, most: int) -> Fit:
    """Pages of equal length on which no line is narrower than ``least``."""
    room_for = max(1, room // least)
    pages = -(-max(count, 1) // room_for)
    each = -(-max(count, 1) // pages)
    return Fit(pages, each, max(least, min(room // each, most)))
