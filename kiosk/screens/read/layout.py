"""A long text line by line, so that no paragraph is too high for a page."""

from dataclasses import dataclass, replace

from kiosk.screens.read.view import View
from kiosk.theme import Role
from kiosk.widgets.block import LEAD_EM, block
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.ink import Bar, Ink, Line, Plate
from kiosk.widgets.keys import GAP_MM, Form, key, key_height
from kiosk.widgets.stack import Item, pager_height, stack
from kiosk.widgets.tiles import Tile

__all__ = ["lay"]

GO = Form(role="title", icon_mm=13.0, least_mm=28.0, pad_mm=5.0)
#: Of what is read; smaller where a page would hold less than this many lines.
ROLES: tuple[Role, ...] = ("text", "small")
LINES_LEAST = 4
PARAGRAPH_EM = 0.55
DOT_MM = 1.8
#: A heading with all that stands under it is not parted where it takes no more of a page.
SECTION_SHARE = 0.75


@dataclass(frozen=True, slots=True)
class _Style:
    """``dotted`` is a point; what ``leads`` stands on the page of what follows it."""

    role: Role
    bold: bool = False
    dotted: bool = False
    leads: bool = False


def lay(view: View, box: Box, brush: Brush, page: int, words: tuple[str, str]) -> tuple[Tile, ...]:
    """The answer stands under the text where that is one page, else after its last one.

    Small letters that are as large as usual ones are taken where all stands on a page in them.
    """
    for role in ROLES:
        room = box.height - pager_height(brush, box.width, view.go) - brush.mm(GAP_MM)
        items = _items(view, Box(0, 0, box.width, room), brush, role)
        if room >= LINES_LEAST * brush.letters.em(role) * LEAD_EM:
            break
    if view.go is not None:
        place, above = box.cut_bottom(key_height(brush, view.go, box.width, GO), brush.mm(GAP_MM))
        for one in ROLES if brush.sizes.small_is_read else (role,):
            whole = _items(view, above, brush, one)
            if sum(item.height for item in whole) <= above.height:
                told = stack(brush, whole, above, 0, gap=0, words=words)
                return (*told.tiles, key(brush, place, view.go, GO))
    return stack(brush, items, box, page, gap=0, words=words, go=view.go).tiles


def _items(view: View, page: Box, brush: Brush, role: Role) -> list[Item]:
    heading: Role = "large" if role == "text" else "text"
    items = _lines(view.heading, page.width, brush, _Style(heading, bold=True, leads=True))
    items += _lines(view.edition, page.width, brush, _Style("small", leads=True))
    sections = [items]
    for paragraph in view.paragraphs:
        sections[-1].append(_space(brush, role))
        if paragraph.startswith("#"):
            sections.append([])
        sections[-1] += _paragraph(paragraph, page.width, brush, role)
    return [*items, *(item for section in sections[1:] for item in _whole(section, page.height))]


def _whole(section: list[Item], room: int) -> list[Item]:
    """On one page where it is short: nobody asks on the next one what the points are about."""
    if sum(item.height for item in section) > room * SECTION_SHARE:
        return section
    *before, last = section
    if last.blank:  # the distance to the next section
        *before, end = before
        return [*(replace(item, joined=True) for item in before), end, last]
    return [*(replace(item, joined=True) for item in before), last]


def _paragraph(text: str, width: int, brush: Brush, role: Role) -> list[Item]:
    if text.startswith("#"):
        return _lines(text.lstrip("# "), width, brush, _Style(role, bold=True, leads=True))
    if text.startswith("-"):
        return _lines(text.lstrip("- "), width, brush, _Style(role, dotted=True))
    return _lines(text, width, brush, _Style(role))


def _space(brush: Brush, role: Role) -> Item:
    height = round(brush.letters.em(role) * PARAGRAPH_EM)
    return Item(height, lambda _: (), joined=True, blank=True)


def _lines(text: str, width: int, brush: Brush, style: _Style) -> list[Item]:
    """Neither the first nor the last line of a paragraph stands on a page without another."""
    indent = brush.letters.em(style.role) if style.dotted else 0
    words = block(brush, text, style.role, width - indent, bold=style.bold)
    items = [
        _line(line, wide, indent, brush, style, dot=style.dotted and number == 0)
        for number, (line, wide) in enumerate(zip(words.lines, words.widths, strict=True))
    ]
    alone = {0, len(items) - 2} - {len(items) - 1}
    return [replace(it, joined=style.leads or i in alone) for i, it in enumerate(items)]


def _line(text: str, wide: int, indent: int, brush: Brush, style: _Style, *, dot: bool) -> Item:
    high = brush.letters.line(style.role)
    height = max(high, round(brush.letters.em(style.role) * LEAD_EM))

    def tiles(box: Box) -> tuple[Tile, ...]:
        at = Box(indent, (height - high) // 2, wide, high)
        inks: tuple[Ink, ...] = (Line(at, text, style.role, "ink", style.bold),)
        if dot:
            size = brush.mm(DOT_MM)
            place = Box(0, at.top, indent, high).middle(size, size)
            inks = (Bar(place, "ink", size // 2), *inks)
        return (Tile(Box(box.left, box.top, box.width, height), Plate(inks)),)

    return Item(height, tiles)
