"""Where the parts of the frame stand on a panel of any shape; what is left is the content's."""

from dataclasses import dataclass

from kiosk.screens.parts import Frame, Press
from kiosk.theme import Role
from kiosk.widgets.block import block
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.frame.steps import steps_height, steps_tile
from kiosk.widgets.frame.strip import strip
from kiosk.widgets.ink import Plate
from kiosk.widgets.keys import GAP_MM, Form, key, key_height, key_width
from kiosk.widgets.tiles import Picture, Tile

__all__ = ["Layout", "lay"]

SIDE_MM = 10.0
SIDE_NARROW_MM = 6.0
RAIL_MM = 40.0
RAIL_MAX_MM = 56.0
NAV = Form(least_mm=24.0, icon_mm=8.0)
NAV_LOW = Form(least_mm=20.0, icon_mm=8.0, pad_mm=2.0)
#: Of a setting: its icon goes first where its words need the room.
SETTINGS = (
    Form(role="small", icon_mm=7.0, above=True, pad_mm=1.5, bold=False),
    Form(role="small", icon_mm=0.0, above=True, pad_mm=1.0, bold=False),
    Form(role="strip", icon_mm=0.0, above=True, pad_mm=1.0, bold=False),
)
#: Of the question: the first in which it takes no more than so many lines.
QUESTION_TALL: tuple[tuple[Role, int], ...] = (("title", 2), ("large", 2), ("text", 9))
QUESTION_LOW: tuple[tuple[Role, int], ...] = (
    ("title", 1),
    ("large", 1),
    ("text", 1),
    ("large", 2),
    ("text", 2),
    ("small", 9),
)
#: Where the content of a low panel would have less, the steps give way to it.
CONTENT_LEAST_MM = 116.0
#: The shares of back, stop and next in the width of their row.
SHARES = (0.26, 0.26, 0.48)


@dataclass(frozen=True, slots=True)
class Layout:
    picture: Picture
    content: Box


def lay(brush: Brush, frame: Frame, width: int, height: int, *, reach: bool) -> Layout:
    """The whole panel in tiles; with ``reach`` a portrait panel asks in its lower half."""
    tall = height > width
    side = brush.mm(SIDE_MM if tall else SIDE_NARROW_MM)
    page = Box(0, 0, width, height).inset(side, brush.mm(2.5 if tall else 0.5))
    # On a panel that is low, or whose upper half stays empty, what is around gives way.
    role: Role = "small" if tall and not reach else "strip"
    top, rest = strip(brush, frame, page, role)
    rest = rest.inset(0, brush.mm(5 if tall else 3))
    tiles = list(top)
    if tall:
        settings, rest = _settings_row(brush, frame, rest)
    else:
        settings, rest = _settings_rail(brush, frame, rest)
    nav, rest = _nav(brush, frame, rest, NAV if tall else NAV_LOW)
    # As keys walk through them: what concerns this page comes before how it is shown.
    tiles += [*nav, *settings]
    steps, below = _steps(brush, frame, rest, role)
    if tall and reach:
        lower = below.bottom - height // 2
        below, _ = below.cut_bottom(min(lower, below.height))
    spacious = tall and not reach
    question, content = _question(brush, frame, below, spacious=spacious)
    if content.height < brush.mm(CONTENT_LEAST_MM) and not tall:
        steps, (question, content) = (), _question(brush, frame, rest, spacious=spacious)
    return Layout(Picture(width, height, (*tiles, *steps, *question)), content)


def _settings_row(brush: Brush, frame: Frame, box: Box) -> tuple[list[Tile], Box]:
    if not frame.settings:
        return [], box
    gap = brush.mm(GAP_MM)
    count = len(frame.settings)
    width = (box.width - gap * (count - 1)) // count
    form = SETTINGS[0]
    height = max(key_height(brush, press, width, form) for press in frame.settings)
    row, rest = box.cut_bottom(height, gap)
    return _keys(brush, row.columns(count, gap), frame.settings, form), rest


def _settings_rail(brush: Brush, frame: Frame, box: Box) -> tuple[list[Tile], Box]:
    """At the right edge, from the bottom upwards: the lowest is the easiest to reach."""
    if not frame.settings:
        return [], box
    gap, count = brush.mm(GAP_MM), len(frame.settings)
    rail, rest = box.cut_right(_rail_width(brush, frame), brush.mm(6))
    for form in SETTINGS:
        height = max(key_height(brush, press, rail.width, form) for press in frame.settings)
        if height * count + gap * (count - 1) <= rail.height:
            break
    used, _ = rail.cut_bottom(height * count + gap * (count - 1))
    return _keys(brush, used.rows(count, gap), frame.settings, form), rest


def _rail_width(brush: Brush, frame: Frame) -> int:
    """Wide enough for the longest Latin word, which cannot be broken well."""
    words = max(brush.letters.widest_word(press.label, "small") for press in frame.settings)
    return max(brush.mm(RAIL_MM), min(words + brush.mm(4), brush.mm(RAIL_MAX_MM)))


def _keys(
    brush: Brush, boxes: tuple[Box, ...], presses: tuple[Press, ...], form: Form
) -> list[Tile]:
    return [key(brush, box, press, form) for box, press in zip(boxes, presses, strict=True)]


def _nav(brush: Brush, frame: Frame, box: Box, form: Form) -> tuple[list[Tile], Box]:
    """Back, stop and next have their places whether or not all of them are there."""
    presses = (frame.back, frame.stop, frame.next)
    if presses == (None, None, None):
        return [], box
    gap = brush.mm(GAP_MM)
    widths = _nav_widths(brush, frame, box.width - 2 * gap, form)
    pairs = zip(presses, widths, strict=True)
    height = max(key_height(brush, press, width, form) for press, width in pairs if press)
    row, rest = box.cut_bottom(height, brush.mm(5))
    tiles = []
    for press, width in zip(presses, widths, strict=True):
        place, row = row.cut_left(width, gap)
        if press is not None:
            tiles.append(key(brush, place, press, _arrow_side(form, press, frame)))
    return tiles, rest


def _nav_widths(brush: Brush, frame: Frame, room: int, form: Form) -> list[int]:
    """Stop takes of the place of a next that is not there what its word needs to be one line."""
    back, stop, on = (round(room * share) for share in SHARES)
    if frame.stop is not None and frame.next is None:
        more = min(max(0, key_width(brush, frame.stop, form) - stop), on)
        stop, on = stop + more, on - more
    return [back, stop, on]


def _arrow_side(form: Form, press: Press, frame: Frame) -> Form:
    last = press is frame.next
    return Form(form.role, form.icon_mm, pad_mm=form.pad_mm, least_mm=form.least_mm, icon_last=last)


def _steps(brush: Brush, frame: Frame, box: Box, role: Role) -> tuple[tuple[Tile, ...], Box]:
    if not frame.steps:
        return (), box
    bar, rest = box.cut_top(steps_height(brush, role), brush.mm(3))
    return (steps_tile(brush, frame.steps, frame.step, bar, role),), rest


def _question(
    brush: Brush, frame: Frame, box: Box, *, spacious: bool
) -> tuple[tuple[Tile, ...], Box]:
    if not frame.question:
        return (), box
    for role, lines in QUESTION_TALL if spacious else QUESTION_LOW:
        question = block(brush, frame.question, role, box.width, bold=True)
        if len(question.lines) <= lines:
            break
    above, below = (brush.mm(4), brush.mm(6)) if spacious else (0, brush.mm(3))
    line, rest = box.cut_top(question.height + above, below)
    inner = Box(0, above, line.width, line.height - above)
    return (Tile(line, Plate(question.at(inner))),), rest
