"""Answers in rows of several columns; a row is as high as the highest of its parts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from kiosk.theme import Role
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.keys import GAP_MM
from kiosk.widgets.stack import Item
from kiosk.widgets.tiles import Tile

__all__ = ["Grid", "Roles"]

#: Of what is read first, and of what stands below it.
Roles = tuple[Role, Role]

T = TypeVar("T")


class Part(Protocol):
    """The texts of one answer, set in a width."""

    def height(self, brush: Brush) -> int: ...

    def tile(self, box: Box, brush: Brush) -> Tile: ...


@dataclass(frozen=True, slots=True)
class Grid(Generic[T]):
    """So many columns in a width of pixels; ``part`` sets one thing in the width of a column."""

    brush: Brush
    width: int
    columns: int
    roles: Roles
    part: Callable[[T, int, Brush, Roles], Part]

    @property
    def cell(self) -> int:
        """The width of a column."""
        gap = self.brush.mm(GAP_MM)
        return (self.width - gap * (self.columns - 1)) // self.columns

    def items(self, things: Sequence[T]) -> list[Item]:
        step = self.columns
        return [self._row(things[i : i + step]) for i in range(0, len(things), step)]

    def _row(self, row: Sequence[T]) -> Item:
        gap = self.brush.mm(GAP_MM)
        parts = [self.part(thing, self.cell, self.brush, self.roles) for thing in row]

        def tiles(box: Box) -> tuple[Tile, ...]:
            pairs = zip(parts, box.columns(self.columns, gap), strict=False)
            return tuple(part.tile(place, self.brush) for part, place in pairs)

        return Item(max(part.height(self.brush) for part in parts), tiles)
