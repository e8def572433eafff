"""A card above the place to hold it to, and in words what to do now."""

from kiosk.screens.card.view import View
from kiosk.theme import Role
from kiosk.widgets.block import Block, block
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.ink import Bar, Icon, Ink, Plate
from kiosk.widgets.keys import Form, keys_area
from kiosk.widgets.tiles import Tile

__all__ = ["lay"]

OTHER = Form(least_mm=24.0)
HINT_ROLES: tuple[Role, ...] = ("title", "large", "text", "small", "strip")
HINT_SHARE = 0.4
PICTURE_MM = 150.0
#: Of the side of the picture: the card's size, and where it and the reader begin.
CARD = (0.60, 0.36)
READER = (0.86, 0.40)
CARD_TOP = {"waiting": 0.02, "reading": 0.50, "trouble": 0.02}


def lay(view: View, box: Box, brush: Brush) -> tuple[Tile, ...]:
    columns = 2 if box.width > box.height else 1
    tiles, rest = keys_area(brush, view.others, box, columns, OTHER)
    gap = brush.mm(8)
    if box.width > box.height * 1.3:
        left, right = rest.cut_left(rest.width // 2, gap)
        hint = _hint(view.hint, right, brush, 1.0)
        side = min(left.width, left.height, brush.mm(PICTURE_MM))
        return (*tiles, _picture(view, left.middle(side, side), brush), hint.tile(right))
    hint = _hint(view.hint, rest, brush, HINT_SHARE)
    side = min(rest.width, rest.height - hint.height - gap, brush.mm(PICTURE_MM))
    both = rest.raised(rest.width, side + gap + hint.height)
    top, below = both.cut_top(side, gap)
    return (
        *tiles,
        _picture(view, top.middle(side, side), brush),
        hint.tile(below, align="middle", from_top=True),
    )


def _hint(text: str, box: Box, brush: Brush, share: float) -> Block:
    """In the largest letters in which it takes no more than its share of the height."""
    for role in HINT_ROLES:
        hint = block(brush, text, role, box.width, bold=True)
        if hint.height <= box.height * share:
            break
    return hint


def _picture(view: View, box: Box, brush: Brush) -> Tile:
    side = box.width
    colour = {"waiting": "main", "reading": "good", "trouble": "attention"}[view.state]
    inks = [*_reader(view, side, brush, colour), *_card(view, side, brush)]
    if view.state != "reading":
        size = round(side * 0.13)
        inks.append(Icon(Box((side - size) // 2, round(side * 0.42), size, size), "down", colour))
    return Tile(box, Plate(tuple(inks)))


def _reader(view: View, side: int, brush: Brush, colour: str) -> list[Ink]:
    """The pad to hold the card to: a plate with waves, or a warning where that went wrong."""
    width, height = round(side * READER[0]), round(side * READER[1])
    pad = Box((side - width) // 2, side - height, width, height)
    size = round(height * 0.62)
    name = "attention" if view.state == "trouble" else "reader"
    place = pad.middle(size, size)
    if view.state == "reading":
        place = place.moved(0, round(height * 0.16))
    return [
        Bar(pad, colour, brush.mm(4), brush.mm(1.2), "key"),
        Icon(place, name, colour),
    ]


def _card(view: View, side: int, brush: Brush) -> list[Ink]:
    width, height = round(side * CARD[0]), round(side * CARD[1])
    card = Box((side - width) // 2, round(side * CARD_TOP[view.state]), width, height)
    chip = Box(card.left + width // 10, card.top + height // 4, width // 7, height // 5)
    line = Box(card.left + width // 10, card.bottom - height // 3, width // 2, height // 12)
    short = line.moved(0, height // 6)
    return [
        Bar(card, "main", brush.mm(4)),
        Bar(chip, "on_main", brush.mm(1)),
        Bar(line, "on_main", line.height // 2),
        Bar(Box(short.left, short.top, width // 3, short.height), "on_main", short.height // 2),
    ]
