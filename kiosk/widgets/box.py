"""Rectangles in whole pixels, from the left and from the top, cut like paper."""

from typing import NamedTuple, Self

__all__ = ["Box"]


class Box(NamedTuple):
    """Each cut answers what was cut off and the rest, with a gap between them.

    A layout makes thousands of them and compares them; a tuple is made and compared fastest.
    """

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def bottom(self) -> int:
        return self.top + self.height

    @property
    def is_empty(self) -> bool:
        return self.width <= 0 or self.height <= 0

    def inset(self, across: int, down: int | None = None) -> Self:
        down = across if down is None else down
        return type(self)(
            self.left + across,
            self.top + down,
            max(0, self.width - 2 * across),
            max(0, self.height - 2 * down),
        )

    def cut_top(self, height: int, gap: int = 0) -> tuple[Self, Self]:
        used = min(self.height, height + gap)
        make = type(self)
        return (
            make(self.left, self.top, self.width, height),
            make(self.left, self.top + used, self.width, self.height - used),
        )

    def cut_bottom(self, height: int, gap: int = 0) -> tuple[Self, Self]:
        used = min(self.height, height + gap)
        make = type(self)
        return (
            make(self.left, self.bottom - height, self.width, height),
            make(self.left, self.top, self.width, self.height - used),
        )

    def cut_left(self, width: int, gap: int = 0) -> tuple[Self, Self]:
        used = min(self.width, width + gap)
        make = type(self)
        return (
            make(self.left, self.top, width, self.height),
            make(self.left + used, self.top, self.width - used, self.height),
        )

    def cut_right(self, width: int, gap: int = 0) -> tuple[Self, Self]:
        used = min(self.width, width + gap)
        make = type(self)
        return (
            make(self.right - width, self.top, width, self.height),
            make(self.left, self.top, self.width - used, self.height),
        )

    def columns(self, count: int, gap: int) -> tuple[Self, ...]:
        width = (self.width - gap * (count - 1)) // count
        make = type(self)
        return tuple(
            make(self.left + i * (width + gap), self.top, width, self.height) for i in range(count)
        )

    def rows(self, count: int, gap: int) -> tuple[Self, ...]:
        height = (self.height - gap * (count - 1)) // count
        make = type(self)
        return tuple(
            make(self.left, self.top + i * (height + gap), self.width, height) for i in range(count)
        )

    def middle(self, width: int, height: int) -> Self:
        """A box of this size in the middle of this one."""
        left = self.left + (self.width - width) // 2
        return type(self)(left, self.top + (self.height - height) // 2, width, height)

    def raised(self, width: int, height: int) -> Self:
        """A box of this size where the eye sees the middle: a little above it."""
        left = self.left + (self.width - width) // 2
        return type(self)(left, self.top + (self.height - height) * 2 // 5, width, height)

    def moved(self, across: int, down: int) -> Self:
        return type(self)(self.left + across, self.top + down, self.width, self.height)

    def holds(self, x: float, y: float, margin: float = 0) -> bool:
        return (
            self.left - margin <= x < self.right + margin
            and self.top - margin <= y < self.bottom + margin
        )

    def inside(self, outer: Self) -> bool:
        return (
            outer.left <= self.left
            and outer.top <= self.top
            and self.right <= outer.right
            and self.bottom <= outer.bottom
        )

    def distance(self, other: Self) -> int:
        """The gap between two boxes along the axis that parts them; negative if they overlap."""
        across = max(other.left - self.right, self.left - other.right)
        down = max(other.top - self.bottom, self.top - other.bottom)
        return max(across, down)
