"""A text broken into lines for a width: how high it is, and its lines at a place."""

from typing import NamedTuple

from kiosk.breaking import phrases
from kiosk.theme import Role
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.ink import Line, Plate
from kiosk.widgets.tiles import Tile

__all__ = ["Block", "block", "is_whole"]

#: From line to line; a line alone is as high as its letters need.
LEAD_EM = 1.4


class Block(NamedTuple):
    """Measured lines; ``widths`` and ``height`` are pixels.

    A long list measures hundreds of texts before its first page is shown.
    """

    lines: tuple[str, ...]
    widths: tuple[int, ...]
    role: Role
    bold: bool
    line: int
    lead: int

    @property
    def width(self) -> int:
        return max(self.widths, default=0)

    @property
    def height(self) -> int:
        return self.line + (len(self.lines) - 1) * self.lead if self.lines else 0

    def at(
        self, box: Box, colour: str = "ink", align: str = "left", *, from_top: bool = False
    ) -> tuple[Line, ...]:
        """The lines in a box: aligned left, middle or right, in the middle of its height."""
        top = box.top if from_top else box.top + (box.height - self.height) // 2
        return tuple(
            Line(
                Box(self._left(box, width, align), top + i * self.lead, width, self.line),
                text,
                self.role,
                colour,
                self.bold,
            )
            for i, (text, width) in enumerate(zip(self.lines, self.widths, strict=True))
        )

    def tile(
        self, box: Box, colour: str = "ink", align: str = "left", *, from_top: bool = False
    ) -> Tile:
        """The lines alone, on paper."""
        inner = Box(0, 0, box.width, box.height)
        return Tile(box, Plate(self.at(inner, colour, align, from_top=from_top)))

    def _left(self, box: Box, width: int, align: str) -> int:
        room = box.width - width
        return box.left + {"left": 0, "middle": room // 2, "right": room}[align]


def block(brush: Brush, text: str, role: Role, width: int, *, bold: bool = False) -> Block:
    """The text in lines of at most this width; none where there is no text."""
    letters = brush.letters
    lead = round(letters.em(role) * LEAD_EM)
    if not text:
        return Block((), (), role, bold, letters.line(role), lead)
    wide = letters.width(text, role, bold)
    if wide <= width and "\n" not in text:  # as nearly all: not asked of the wrapping, too
        return Block((text,), (wide,), role, bold, letters.line(role), lead)
    lines = letters.wrap(text, width, role, bold)
    widths = tuple(letters.width(line, role, bold) for line in lines)
    return Block(lines, widths, role, bold, letters.line(role), lead)


def is_whole(brush: Brush, text: str, role: Role, width: int, *, bold: bool = False) -> bool:
    """Whether lines of this width end where a reader would pause, and never within a word."""
    pieces = [text] if brush.letters.width(text, role, bold) <= width else phrases(text)
    return all(brush.letters.width(piece.rstrip(), role, bold) <= width for piece in pieces)
