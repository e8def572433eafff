"""A field with the digits so far, and twelve large keys."""

from dataclasses import dataclass

from kiosk.screens.keypad.view import View
from kiosk.screens.parts import Look, Press
from kiosk.theme import Role
from kiosk.widgets.block import block
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.field import field, field_height
from kiosk.widgets.keys import GAP_MM, Form, fitting, key
from kiosk.widgets.notice import notice
from kiosk.widgets.tiles import Tile

__all__ = ["DigitTyped", "Done", "Erased", "lay"]

DIGITS = (
    Form(role="number", pad_mm=1.0),
    Form(role="title", pad_mm=0.5),
    Form(role="large", pad_mm=0.5),
)
#: Of erase and done: the first in which the word fits.
WORDS = (
    Form(icon_mm=8.0, pad_mm=2.0),
    Form(role="small", icon_mm=8.0, pad_mm=1.5, above=True),
    Form(role="small", icon_mm=0.0, pad_mm=1.0),
)
GRID_MM = (250.0, 148.0)
ROLES: tuple[Role, ...] = ("text", "small", "strip")
#: On a panel wider than this ratio the keys stand beside the field.
WIDE = 1.3


@dataclass(frozen=True, slots=True)
class DigitTyped:
    digit: str


@dataclass(frozen=True, slots=True)
class Erased:
    pass


@dataclass(frozen=True, slots=True)
class Done:
    pass


def lay(view: View, box: Box, brush: Brush, digits: str = "") -> tuple[Tile, ...]:
    if box.width > box.height * WIDE:
        side, area = box.cut_left(round(box.width * 0.44), brush.mm(8))
        for role in ROLES:
            told, left = _field(view, side, brush, digits, role)
            if left.height > 0:
                break
        return (*told, *_grid(view, _sized(area, brush), brush, digits))
    told, rest = _field(view, box, brush, digits, "text")
    return (*told, *_grid(view, _sized(rest, brush), brush, digits))


def _sized(area: Box, brush: Brush) -> Box:
    """No larger than a hand likes; in the middle, at the top."""
    width = min(area.width, brush.mm(GRID_MM[0]))
    height = min(area.height, brush.mm(GRID_MM[1]))
    return Box(area.left + (area.width - width) // 2, area.top, width, height)


def _field(view: View, box: Box, brush: Brush, digits: str, role: Role) -> tuple[list[Tile], Box]:
    label = block(brush, view.label, role, box.width)
    top, rest = box.cut_top(label.height, brush.mm(2))
    tiles = [label.tile(top, "quiet")]
    place, rest = rest.cut_top(field_height(brush))
    tiles.append(field(brush, place, digits, view.sample))
    if view.error:
        error = notice(brush, view.error, box.width, "attention", colour="stop", role=role)
        line, rest = rest.cut_top(brush.mm(3))[1].cut_top(error.height)
        tiles += error.tiles(line)
    return tiles, rest.cut_top(brush.mm(GAP_MM))[1]


def _grid(view: View, box: Box, brush: Brush, digits: str) -> tuple[Tile, ...]:
    """1 to 9 from the top, as on a telephone; erase and done on either side of 0."""
    gap = brush.mm(GAP_MM)
    full = len(digits) >= view.length_max
    enough = len(digits) >= view.length_min
    presses = [Press(d, DigitTyped(d), enabled=not full) for d in "123456789"]
    presses += [
        Press(view.erase, Erased(), "erase", Look.QUIET, enabled=bool(digits)),
        Press("0", DigitTyped("0"), enabled=not full),
        Press(view.done, Done(), "check", Look.MAIN, enabled=enough),
    ]
    cells = [cell for row in box.rows(4, gap) for cell in row.columns(3, gap)]
    return tuple(
        key(brush, cell, press, fitting(brush, press, cell, WORDS if press.icon else DIGITS))
        for cell, press in zip(cells, presses, strict=True)
    )
