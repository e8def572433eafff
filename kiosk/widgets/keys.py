"""Keys with an icon and a word: their weight by the look of the press, their size by its text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kiosk.screens.parts import Look, Press
from kiosk.theme import Role
from kiosk.widgets.block import Block, block, is_whole
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.ink import Icon, Ink, Plate
from kiosk.widgets.tiles import Tile

__all__ = [
    "GAP_MM",
    "TARGET_MM",
    "Form",
    "even_rows",
    "fitting",
    "key",
    "key_height",
    "key_width",
    "keys_area",
    "placed",
    "same_letters",
    "style",
]

TARGET_MM = 20.0
GAP_MM = 4.0
RADIUS_MM = 2.2
EDGE_MM = 0.5
FOOT_MM = 0.7
SMALLER: tuple[Role, ...] = ("title", "large", "text", "small")


@dataclass(frozen=True, slots=True)
class Form:
    """How the inside of a key is arranged; ``above`` puts the icon over the word."""

    role: Role = "text"
    icon_mm: float = 9.0
    above: bool = False
    pad_mm: float = 3.0
    least_mm: float = TARGET_MM
    align: str = "middle"
    bold: bool = True
    icon_last: bool = False


def key_height(brush: Brush, press: Press, width: int, form: Form) -> int:
    """How high a key of this width must be, so that nothing of it is cut."""
    words = _words(brush, press, width, form)
    icon = _icon_px(brush, press, form)
    pad = 2 * brush.mm(form.pad_mm) + brush.mm(FOOT_MM)
    inside = words.height + icon + _below(brush, icon) if form.above else max(words.height, icon)
    return max(brush.mm(form.least_mm) + 1, inside + pad)


def key_width(brush: Brush, press: Press, form: Form) -> int:
    """How wide a key is whose word stands on one line."""
    word = brush.letters.width(press.label, form.role, form.bold)
    beside = brush.mm(form.icon_mm) + brush.mm(form.pad_mm) if press.icon else 0
    return word + beside + 2 * brush.mm(form.pad_mm) + 2


def fitting(brush: Brush, press: Press, box: Box, forms: Sequence[Form]) -> Form:
    """The first form in which the key's text fits into the box, else the last."""
    for form in forms:
        if key_height(brush, press, box.width, form) <= box.height:
            return form
    return forms[-1]


def keys_area(
    brush: Brush, presses: Sequence[Press], box: Box, columns: int, form: Form
) -> tuple[list[Tile], Box]:
    """Keys in rows at the bottom of the box, and the rest; a row that is not full is as wide."""
    gap = brush.mm(GAP_MM)
    tiles: list[Tile] = []
    for row in reversed(even_rows(presses, columns)):
        width = (box.width - gap * (len(row) - 1)) // len(row)
        alike = same_letters(brush, row, width, form)
        height = max(key_height(brush, press, width, alike) for press in row)
        line, box = box.cut_bottom(height, gap)
        boxes = line.columns(len(row), gap)
        tiles[:0] = [key(brush, b, press, alike) for b, press in zip(boxes, row, strict=True)]
    return tiles, box


def even_rows(presses: Sequence[Press], columns: int) -> list[Sequence[Press]]:
    """In as few rows as so many columns allow, none of them with one key among full ones.

    A key that had a row for itself would be the widest of all, and would seem the one to touch.
    """
    count = -(-len(presses) // columns)
    least, longer = divmod(len(presses), count or 1)
    rows, first = list[Sequence[Press]](), 0
    for row in range(count):
        end = first + least + (row < longer)
        rows.append(presses[first:end])
        first = end
    return rows


def same_letters(brush: Brush, presses: Sequence[Press], width: int, form: Form) -> Form:
    """The form in which no word of any of these keys is broken, so that they look alike."""
    if form.role not in SMALLER:
        return form
    roles = [_role(brush, press, form, _room(brush, press, width, form)) for press in presses]
    return replace(form, role=max(roles, key=SMALLER.index, default=form.role))


def key(brush: Brush, box: Box, press: Press, form: Form) -> Tile:
    """A tile that can be touched, or its quiet picture where it is not enabled."""
    colour = _ink_colour(press)
    inks = (
        _above(brush, box, press, form, colour)
        if form.above
        else _beside(brush, box, press, form, colour)
    )
    return placed(brush, box, inks, press.look, press.event, enabled=press.enabled)


def placed(
    brush: Brush,
    box: Box,
    inks: tuple[Ink, ...],
    look: Look,
    event: object,
    *,
    enabled: bool = True,
) -> Tile:
    """A key with inks of any kind; they stand relative to the key's corner."""
    return Tile(box, style(brush, look, inks, enabled=enabled), event if enabled else None)


def style(brush: Brush, look: Look, inks: tuple[Ink, ...], *, enabled: bool = True) -> Plate:
    edge, radius, foot = brush.mm(EDGE_MM), brush.mm(RADIUS_MM), brush.mm(FOOT_MM)
    if not enabled:
        return Plate(inks, "paper", "line", max(1, edge // 2), 0, radius)
    match look:
        case Look.MAIN:
            return Plate(inks, "main", "main", edge, foot, radius)
        case Look.STOP:
            return Plate(inks, "key", "stop", edge, foot, radius)
        case Look.PLAIN:
            return Plate(inks, "key", "main", edge, foot, radius)
        case Look.QUIET:
            return Plate(inks, "key", "line", edge, foot, radius)


def _ink_colour(press: Press) -> str:
    if not press.enabled:
        return "quiet"
    colours = {Look.MAIN: "on_main", Look.STOP: "stop", Look.PLAIN: "main", Look.QUIET: "ink"}
    return colours[press.look]


def _icon_px(brush: Brush, press: Press, form: Form) -> int:
    return brush.mm(form.icon_mm) if press.icon else 0


def _words(brush: Brush, press: Press, width: int, form: Form) -> Block:
    room = _room(brush, press, width, form)
    return block(brush, press.label, _role(brush, press, form, room), room, bold=form.bold)


def _room(brush: Brush, press: Press, width: int, form: Form) -> int:
    """What a line of the key's text may take."""
    room = width - 2 * brush.mm(form.pad_mm)
    if press.icon and not form.above:
        room -= brush.mm(form.icon_mm) + brush.mm(form.pad_mm)
    return room


def _role(brush: Brush, press: Press, form: Form, room: int) -> Role:
    """The form's; a smaller one where a word would be broken."""
    for role in SMALLER[SMALLER.index(form.role) :] if form.role in SMALLER else ():
        if is_whole(brush, press.label, role, room, bold=form.bold):
            return role
    return form.role


def _below(brush: Brush, icon: int) -> int:
    """From an icon to the word under it."""
    return brush.mm(0.6) + icon // 8 if icon else 0


def _above(brush: Brush, box: Box, press: Press, form: Form, colour: str) -> tuple[Ink, ...]:
    words, icon = _words(brush, press, box.width, form), _icon_px(brush, press, form)
    gap = _below(brush, icon)
    body = Box(0, 0, box.width, box.height - brush.mm(FOOT_MM))
    body = body.middle(box.width, words.height + icon + gap)
    picture, rest = body.cut_top(icon, gap)
    inks: tuple[Ink, ...] = words.at(rest, colour, "middle")
    if icon:
        inks = (Icon(picture.middle(icon, icon), press.icon, colour), *inks)
    return inks


def _beside(brush: Brush, box: Box, press: Press, form: Form, colour: str) -> tuple[Ink, ...]:
    words, icon = _words(brush, press, box.width, form), _icon_px(brush, press, form)
    gap = brush.mm(form.pad_mm) if icon else 0
    body = Box(0, 0, box.width, box.height - brush.mm(FOOT_MM)).inset(brush.mm(form.pad_mm), 0)
    if form.align == "middle":
        body = body.middle(min(body.width, words.width + icon + gap), body.height)
    cut = body.cut_right if form.icon_last else body.cut_left
    picture, rest = cut(icon, gap)
    inks: tuple[Ink, ...] = words.at(rest, colour, form.align)
    if icon:
        inks = (Icon(picture.middle(icon, icon), press.icon, colour), *inks)
    return inks
