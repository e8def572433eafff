"""What became of it in a band that no other outcome has, the number large, then the rest."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from kiosk.screens.parts import Press
from kiosk.screens.result.view import Reason, Tone, View
from kiosk.theme import Role
from kiosk.widgets.block import Block, block
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.ink import Bar, Icon, Ink, Plate
from kiosk.widgets.keys import (
    GAP_MM,
    Form,
    even_rows,
    key,
    key_height,
    keys_area,
    same_letters,
)
from kiosk.widgets.stack import Item, first_fitting, stack
from kiosk.widgets.tiles import Tile

__all__ = ["lay"]

ACTION = Form(icon_mm=9.0, pad_mm=4.0, least_mm=24.0)
INSTEAD = Form(icon_mm=8.0, pad_mm=4.0, align="left")
SIGN_MM = 20.0
PAD_MM = 5.0
#: On a panel wider than this ratio the outcome stands beside the words.
WIDE = 1.3
HEAD_SHARE = 0.44
#: A band that takes more of the screen than this is left on the first page.
BAND_SHARE = 0.22
BAND_ROLES: tuple[Role, ...] = ("title", "large", "text")
BAND_LINES = 2
ROLES: tuple[Role, ...] = ("large", "text")
SMALLER: tuple[Role, ...] = ("text", "small")


@dataclass(frozen=True, slots=True)
class Band:
    """Filled for what is final, an outline for what is not; each with a sign of its own."""

    sign: str
    colour: str
    filled: bool


BANDS = {
    Tone.CONFIRMED: Band("check", "good", filled=True),
    Tone.RECEIVED: Band("received", "attention", filled=False),
    Tone.CHECKING: Band("wait", "attention", filled=False),
    Tone.REFUSED: Band("stop", "stop", filled=True),
    Tone.CANCELLED: Band("cancel", "quiet", filled=False),
}


def lay(view: View, box: Box, brush: Brush, page: int, words: tuple[str, str]) -> tuple[Tile, ...]:
    """All of it on one screen where it fits, in large letters where they fit too."""
    gap = brush.mm(GAP_MM)
    wide = box.width > box.height * WIDE
    keys, rest = keys_area(brush, view.actions, box, 3 if wide else 2, ACTION)
    for role in ROLES:
        whole = _below(view, rest, brush, role, gap)
        if whole is None and wide:
            whole = _beside(view, rest, brush, role, gap)
        if whole:
            return (*whole, *keys)
    return _paged(view, box, brush, page, words)


def _beside(view: View, box: Box, brush: Brush, role: Role, gap: int) -> tuple[Tile, ...] | None:
    """Band and number at the left, the words at the right."""
    left, right = box.cut_left(round(box.width * HEAD_SHARE), brush.mm(8))
    head = [_band(view, left.width, brush), *_number(view, left.width, brush)]
    told = _told(view, right.width, brush, role)
    broken = brush.letters.width(view.number, "number", True) > left.width
    if broken or not told or _high(head, gap) > left.height or _high(told, gap) > right.height:
        return None
    return (*_stacked(head, left, brush, gap), *_stacked(told, right, brush, gap))


def _below(view: View, box: Box, brush: Brush, role: Role, gap: int) -> tuple[Tile, ...] | None:
    items = [*_head(view, box, brush), *_told(view, box.width, brush, role)]
    return _stacked(items, box, brush, gap) if _high(items, gap) <= box.height else None


def _paged(
    view: View, box: Box, brush: Brush, page: int, words: tuple[str, str]
) -> tuple[Tile, ...]:
    """The outcome first, what can be done last; the band stays while it leaves room."""
    gap = brush.mm(GAP_MM)
    band, *head = _head(view, box, brush)
    actions = _actions(view.actions, box, brush)
    stays = band.height <= box.height * BAND_SHARE
    pinned: tuple[Tile, ...] = ()
    if stays:
        top, box = box.cut_top(band.height, gap)
        pinned = band.tiles(top)

    def items(role: Role) -> list[Item]:
        return [
            *([] if stays else [band]),
            *head,
            *_told(view, box.width, brush, role),
            *actions,
        ]

    chosen = first_fitting((partial(items, role) for role in SMALLER), brush, box)
    return (*pinned, *stack(brush, chosen, box, page, gap=gap, words=words).tiles)


def _actions(presses: Sequence[Press], box: Box, brush: Brush) -> list[Item]:
    """Two in a row; below each other where a word would be broken or take smaller letters."""
    half = (box.width - brush.mm(GAP_MM)) // 2
    across = 2 if same_letters(brush, presses, half, ACTION) == ACTION else 1
    return [_action_row(row, box.width, brush) for row in even_rows(presses, across)]


def _action_row(row: Sequence[Press], width: int, brush: Brush) -> Item:
    height = max(key_height(brush, press, width // len(row), ACTION) for press in row)
    return Item(height, lambda box: tuple(keys_area(brush, row, box, len(row), ACTION)[0]))


def _high(items: list[Item], gap: int) -> int:
    return sum(item.height + gap for item in items) - gap


def _stacked(items: list[Item], box: Box, brush: Brush, gap: int) -> tuple[Tile, ...]:
    return stack(brush, items, box, 0, gap=gap, words=("", "")).tiles


def _head(view: View, box: Box, brush: Brush) -> list[Item]:
    """Band and number: side by side on a wide panel, where the number is whole there."""
    room = box.width - brush.mm(8) - brush.letters.width(view.number, "number", True)
    left, right = box.cut_left(min(round(box.width * HEAD_SHARE), room), brush.mm(8))
    number = _number(view, right.width, brush)
    word = brush.letters.width(view.word, BAND_ROLES[0], True)
    whole = word + brush.mm(SIGN_MM) + 3 * brush.mm(PAD_MM) <= left.width
    if not number or not whole or box.width <= box.height * WIDE:
        return [_band(view, box.width, brush), *_number(view, box.width, brush)]
    band = _band(view, left.width, brush)
    height = max(band.height, number[0].height)

    def tiles(place: Box) -> tuple[Tile, ...]:
        at_left, at_right = place.cut_left(left.width, brush.mm(8))
        return (*band.tiles(at_left), *number[0].tiles(at_right))

    return [Item(height, tiles)]


def _told(view: View, width: int, brush: Brush, role: Role) -> list[Item]:
    return [
        *(
            item
            for reason in _each_key_once(view.reasons)
            for item in _reason(reason, width, brush, role)
        ),
        *(_line(line, width, brush, role) for line in view.lines),
        *([_line(view.ticket, width, brush, role, view.ticket_sign)] if view.ticket else []),
    ]


def _each_key_once(reasons: Sequence[Reason]) -> list[Reason]:
    """What several reasons offer alike stands under the last of them."""
    later = [[reason.instead for reason in reasons[i + 1 :]] for i in range(len(reasons))]
    return [
        replace(reason, instead=None) if reason.instead in offered else reason
        for reason, offered in zip(reasons, later, strict=True)
    ]


def _band(view: View, width: int, brush: Brush) -> Item:
    """In letters so large that it takes two lines at most, as long as they are not small."""
    band, sign, pad = BANDS[view.tone], brush.mm(SIGN_MM), brush.mm(PAD_MM)
    colour = "paper" if band.filled else band.colour
    for role in BAND_ROLES:
        word = block(brush, view.word, role, width - sign - 3 * pad, bold=True)
        if len(word.lines) <= BAND_LINES:
            break

    def tiles(box: Box) -> tuple[Tile, ...]:
        inner = Box(0, 0, box.width, box.height).inset(pad, 0)
        picture, rest = inner.cut_left(sign, pad)
        inks: tuple[Ink, ...] = (
            Icon(picture.middle(sign, sign), band.sign, colour),
            *word.at(rest, colour if band.filled else "ink"),
        )
        edge = brush.mm(1.6)
        fill = band.colour if band.filled else "key"
        return (Tile(box, Plate(inks, fill, band.colour, edge, 0, brush.mm(3))),)

    return Item(max(sign, word.height) + 2 * pad, tiles)


def _number(view: View, width: int, brush: Brush) -> list[Item]:
    """The number of the booking, as large as the width allows in one piece."""
    if not view.number:
        return []
    label = block(brush, view.number_label, "text", width)
    number = block(brush, view.number, "number", width, bold=True)
    height = label.height + number.height + brush.mm(4)

    def tiles(box: Box) -> tuple[Tile, ...]:
        top, below = box.cut_top(label.height + brush.mm(2))
        return (label.tile(top, "quiet"), number.tile(below, from_top=True))

    return [Item(height, tiles)]


def _line(text: str, width: int, brush: Brush, role: Role, icon: str = "") -> Item:
    size, gap = (brush.mm(9), brush.mm(3)) if icon else (0, 0)
    words = block(brush, text, role, width - size - gap)

    def tiles(box: Box) -> tuple[Tile, ...]:
        inner = Box(0, 0, box.width, box.height)
        mark, rest = inner.cut_left(size, gap)
        inks: tuple[Ink, ...] = words.at(rest)
        if icon:
            colour = "attention" if icon == "attention" else "main"
            inks = (Icon(mark.middle(size, size), icon, colour), *inks)
        return (Tile(box, Plate(inks)),)

    return Item(max(size, words.height), tiles)


def _reason(reason: Reason, width: int, brush: Brush, role: Role) -> list[Item]:
    """Why, which clause says so, and below it the key to what is possible instead."""
    pad, bar = brush.mm(4), brush.mm(1.6)
    text = block(brush, reason.text, role, width - bar - pad, bold=True)
    clause_role: Role = "text" if role == "large" else "small"
    clause = block(brush, reason.clause, clause_role, width - bar - pad)

    def tiles(box: Box) -> tuple[Tile, ...]:
        mark, words = box.cut_left(bar, pad)
        return (Tile(mark, _solid(mark)), Tile(words, Plate(_texts(text, clause, words, brush))))

    height = text.height + clause.height + brush.mm(2)
    told = Item(height, tiles, joined=reason.instead is not None)
    return [told, _instead(reason.instead, width, brush)] if reason.instead else [told]


def _instead(press: Press, width: int, brush: Brush) -> Item:
    aside = brush.mm(5.6)
    height = key_height(brush, press, width - aside, INSTEAD)

    def tiles(box: Box) -> tuple[Tile, ...]:
        return (key(brush, box.cut_left(aside)[1], press, INSTEAD),)

    return Item(height, tiles)


def _solid(box: Box) -> Plate:
    return Plate((Bar(Box(0, 0, box.width, box.height), "stop"),))


def _texts(text: Block, clause: Block, box: Box, brush: Brush) -> tuple[Ink, ...]:
    inner = Box(0, 0, box.width, box.height)
    _, below = inner.cut_top(text.height, brush.mm(1))
    return (*text.at(inner, from_top=True), *clause.at(below, "quiet", from_top=True))
