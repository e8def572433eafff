"""Parts of a content of a known height, put one under the other around a grid."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kiosk.screens.parts import Press
from kiosk.theme import Role
from kiosk.widgets.block import block
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.ink import Plate
from kiosk.widgets.keys import GAP_MM, TARGET_MM, Form, key, key_height
from kiosk.widgets.tiles import Tile

__all__ = ["NOTHING", "Part", "abreast", "piled", "presses", "sentence", "stands"]

PART_GAP_MM = 3
FORMS = (Form(), Form(role="small"))
LABEL_LINES_MAX = 2
#: A label this short is not broken.
SHORT_EM = 5
FEW_KEYS = 4
POINTING_ON = {"next", "page-on"}


@dataclass(frozen=True, slots=True)
class Part:
    """Tiles counted from the part's own left top corner."""

    height: int
    tiles: tuple[Tile, ...]

    def at(self, left: int, top: int) -> tuple[Tile, ...]:
        return tuple(replace(tile, box=tile.box.moved(left, top)) for tile in self.tiles)


NOTHING = Part(0, ())


def piled(brush: Brush, parts: Iterable[Part]) -> Part:
    """One under the other, with the usual distance."""
    gap, height, tiles = brush.mm(PART_GAP_MM), 0, list[Tile]()
    for part in parts:
        if part.tiles:
            tiles.extend(part.at(0, height))
            height += part.height + gap
    return Part(max(0, height - gap), tuple(tiles))


def abreast(left: Part, right: Part, at: int) -> Part:
    """Two parts in one row, the second this far from the left."""
    return Part(max(left.height, right.height), left.at(0, 0) + right.at(at, 0))


def sentence(
    brush: Brush,
    text: str,
    width: int,
    role: Role,
    *,
    colour: str = "ink",
    bold: bool = False,
) -> Part:
    """A text over the whole width."""
    words = block(brush, text, role, width, bold=bold)
    box = Box(0, 0, width, max(words.height, words.line))
    return Part(box.height, (Tile(box, Plate(words.at(box, colour))),))


def presses(brush: Brush, row: tuple[Press, ...], width: int, *, large: bool = True) -> Part:
    """Equal keys beside each other, in as many rows as their labels need."""
    if not row:
        return NOTHING
    gap = brush.mm(GAP_MM)
    least = max(_least_width(brush, press) for press in row)
    across = _across(len(row), (width + gap) // (least + gap))
    rows = -(-len(row) // across)
    each = Box(0, 0, width, 0).columns(across, gap)
    form = _form(brush, row, each[0].width, FORMS if large else FORMS[1:])
    height = max(key_height(brush, press, each[0].width, form) for press in row)
    tiles = []
    for number, press in enumerate(row):
        down, along = divmod(number, across)
        box = Box(each[along].left, down * (height + gap), each[along].width, height)
        form = replace(form, icon_last=press.icon in POINTING_ON)
        tiles.append(key(brush, box, press, form))
    return Part(rows * (height + gap) - gap, tuple(tiles))


def _across(count: int, most: int) -> int:
    """Few keys stand in full rows; many in as few rows as possible."""
    most = max(1, min(count, most))
    if count <= FEW_KEYS:
        return max(across for across in range(1, most + 1) if count % across == 0)
    return -(-count // -(-count // most))


def _form(brush: Brush, row: tuple[Press, ...], width: int, forms: tuple[Form, ...]) -> Form:
    """One line of either type is better than two, and large type better than small."""
    for lines in range(1, LABEL_LINES_MAX + 1):
        for form in forms:
            if all(stands(brush, press, width, form, lines) for press in row):
                return form
    return forms[-1]


def stands(brush: Brush, press: Press, width: int, form: Form, lines_max: int) -> bool:
    """Whether the label of a key stands on so many lines with its Latin words whole."""
    room = width - _around(brush, press, form)
    letters = brush.letters
    lines = letters.wrap(press.label, room, form.role, True)
    whole = letters.widest_word(press.label, form.role, bold=True) <= room
    return whole and len(lines) <= lines_max


def _least_width(brush: Brush, press: Press) -> int:
    """Where a label stands on two lines of small letters, short ones and Latin words whole."""
    whole = brush.letters.width(press.label, "small", True)
    half = whole if whole < SHORT_EM * brush.letters.em("small") else round(whole * 0.6)
    word = brush.letters.widest_word(press.label, "small", bold=True)
    return max(brush.mm(TARGET_MM), max(half, word) + _around(brush, press, FORMS[1]))


def _around(brush: Brush, press: Press, form: Form) -> int:
    icon = brush.mm(form.icon_mm) + brush.mm(form.pad_mm) if press.icon else 0
    return 2 * brush.mm(form.pad_mm) + icon
