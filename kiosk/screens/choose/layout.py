"""Answers as large rows, in as many columns as let all of them be seen at once."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from kiosk.screens.choose.view import Answer, View
from kiosk.screens.parts import Look, Mark
from kiosk.theme import Role
from kiosk.widgets.block import Block, block, is_whole
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.grid import Grid, Roles
from kiosk.widgets.ink import Icon, Ink, Symbol
from kiosk.widgets.keys import FOOT_MM, GAP_MM, TARGET_MM, placed
from kiosk.widgets.marks import mark_colour_name
from kiosk.widgets.stack import Item, can_stand, first_fitting, pager_height, split, stack
from kiosk.widgets.tiles import Tile

__all__ = ["lay"]

PAD_MM = 5.0
ARROW_MM = 9.0
#: Between an answer and the detail that stands on one line with it.
ASIDE_MM = 8.0
STRETCH_MM = 42.0
#: Narrower than this many letters a column is not worth it.
COLUMN_LEAST_EM = 12.0
COLUMNS_MAX = 3
SHORT_LINES = 2
#: Of an answer and its detail; the smaller ones where a long text would not fit on a page.
ROLES: tuple[tuple[Role, Role], ...] = (("large", "text"), ("text", "small"), ("small", "small"))
#: A note wider than this share of the row stands below the answer.
NOTE_SHARE = 0.42


def lay(view: View, box: Box, brush: Brush, page: int, words: tuple[str, str]) -> tuple[Tile, ...]:
    if not view.answers:
        said = block(brush, view.empty, "large", box.width)
        top, _ = box.cut_top(min(box.height, said.height + brush.mm(20)))
        return (said.tile(top),)
    gap = brush.mm(GAP_MM)
    items = _rows(view, box, brush, gap)
    stretch = brush.mm(STRETCH_MM)
    return stack(brush, items, box, page, gap=gap, words=words, stretch=stretch).tiles


def _rows(view: View, box: Box, brush: Brush, gap: int) -> list[Item]:
    """In the fewest columns in which all fit on a page, else in the most that are wide enough."""
    least = round(brush.letters.em("text") * COLUMN_LEAST_EM)
    most = max(1, min(COLUMNS_MAX, (box.width + gap) // (least + gap)))
    for columns in range(1, most + 1):
        if not can_stand(brush, -(-len(view.answers) // columns), box.height, gap):
            continue
        items = Grid(brush, box.width, columns, ROLES[0], _parts).items(view.answers)
        if sum(item.height + gap for item in items) - gap <= box.height:
            return items
    return _on_pages(view, box, brush, most)


def _on_pages(view: View, box: Box, brush: Brush, most: int) -> list[Item]:
    """In the columns that need the fewest pages; in smaller letters where that halves them."""
    pages, items = _fewest(view, box, brush, most, ROLES[0])
    if brush.sizes.small_is_read and (pages > 1 or not items):
        fewer, smaller = _fewest(view, box, brush, most, ROLES[1])
        items = smaller if smaller and (not items or fewer * 2 <= pages) else items
    grids = [Grid(brush, box.width, 1, roles, _parts) for roles in ROLES]
    tries = (partial(grid.items, view.answers) for grid in grids)
    return items or first_fitting(tries, brush, box)


def _fewest(view: View, box: Box, brush: Brush, most: int, roles: Roles) -> tuple[int, list[Item]]:
    """On how many pages, and the rows; none where one of them is higher than a page."""
    gap = brush.mm(GAP_MM)
    room = box.height - pager_height(brush, box.width) - gap
    found = list[tuple[int, list[Item]]]()
    for columns in range(1, COLUMNS_MAX + 1):
        grid = Grid(brush, box.width, columns, roles, _parts)
        if columns > most and not _is_short(view, grid):
            break
        for items in _told(view, grid):
            if max(item.height for item in items) <= room:
                found.append((len(split(items, room, gap)), items))
    return min(found, key=lambda one: one[0], default=(0, []))


def _told(view: View, grid: Grid[Answer]) -> Iterator[list[Item]]:
    """With all details beside their answers, else with all below, or in one column as each can."""
    level = replace(grid, part=_level)
    parts = [_level(one, grid.cell, grid.brush, grid.roles) for one in view.answers]
    if all(part.level or not part.detail.lines for part in parts):
        yield level.items(view.answers)
        return
    yield grid.items(view.answers)
    if grid.columns == 1:
        yield level.items(view.answers)


def _is_short(view: View, grid: Grid[Answer]) -> bool:
    """Whether every answer stands whole on two lines at most of a column narrower than usual."""
    parts = [_parts(one, grid.cell, grid.brush, grid.roles) for one in view.answers]
    lines = (max(len(one.label.lines), len(one.detail.lines)) for one in parts)
    return max(lines) <= SHORT_LINES and all(_is_whole(one, grid) for one in parts)


def _is_whole(parts: "_Parts", grid: Grid[Answer]) -> bool:
    inner = grid.cell - 2 * grid.brush.mm(PAD_MM) - _arrow(grid.brush, parts.answer) - parts.beside
    return is_whole(grid.brush, parts.answer.label, grid.roles[0], inner, bold=True)


@dataclass(frozen=True, slots=True)
class _Parts:
    """The texts of one answer; ``beside`` is what the note takes at the right, 0 if it is below.

    A ``level`` detail stands at the right of the answer, on one line with it.
    """

    answer: Answer
    label: Block
    detail: Block
    note: Block
    beside: int
    level: bool = False

    def text_height(self, brush: Brush) -> int:
        below = 0 if self.beside or not self.note.lines else self.note.height + brush.mm(1)
        return self.label.height + (0 if self.level else self.detail.height) + below

    def height(self, brush: Brush) -> int:
        text = self.text_height(brush) + 2 * brush.mm(PAD_MM) + brush.mm(FOOT_MM)
        return max(brush.mm(TARGET_MM + 2), text)

    def tile(self, box: Box, brush: Brush) -> Tile:
        answer = self.answer
        body = Box(0, 0, box.width, box.height - brush.mm(FOOT_MM)).inset(brush.mm(PAD_MM), 0)
        inks: list[Ink] = []
        if answer.enabled:
            arrow, body = body.cut_right(brush.mm(ARROW_MM), brush.mm(3))
            inks.append(Icon(arrow.middle(arrow.width, arrow.width), "go", "main"))
        if self.beside:
            place, body = body.cut_right(self.beside)
            inks += _note(self, place.cut_left(brush.mm(4))[1], brush)
        lines = body.middle(body.width, self.text_height(brush))
        inks += self.label.at(lines, "ink" if answer.enabled else "quiet", from_top=True)
        line, lines = lines.cut_top(self.label.height)
        if self.level:
            inks += self.detail.at(line, "quiet", "right")
        else:
            inks += self.detail.at(lines, "quiet", from_top=True)
        if self.note.lines and not self.beside:
            inks += _note(self, lines.cut_bottom(self.note.height)[0], brush)
        return placed(brush, box, tuple(inks), Look.QUIET, answer.event, enabled=answer.enabled)


def _parts(answer: Answer, width: int, brush: Brush, roles: Roles) -> _Parts:
    inner = width - 2 * brush.mm(PAD_MM) - _arrow(brush, answer)
    note = block(brush, answer.note, "text", inner - _symbol(brush, answer), bold=True)
    beside = _beside(brush, answer, note.width + _symbol(brush, answer), inner, roles[0])
    label = block(brush, answer.label, roles[0], inner - beside, bold=True)
    return _Parts(
        answer, label, block(brush, answer.detail, roles[1], inner - beside), note, beside
    )


def _level(answer: Answer, width: int, brush: Brush, roles: Roles) -> _Parts:
    """With the detail at the right of the answer, where both stand there on one line."""
    inner = width - 2 * brush.mm(PAD_MM) - _arrow(brush, answer)
    detail = block(brush, answer.detail, roles[1], inner)
    label = block(brush, answer.label, roles[0], inner, bold=True)
    alone = not answer.note and answer.mark is Mark.NONE
    whole = len(detail.lines) == 1 and len(label.lines) == 1
    if not (alone and whole and label.width + brush.mm(ASIDE_MM) + detail.width <= inner):
        return _parts(answer, width, brush, roles)
    return _Parts(answer, label, detail, block(brush, "", "text", inner), 0, level=True)


def _beside(brush: Brush, answer: Answer, wide: int, inner: int, role: Role) -> int:
    """What the note takes at the right; nothing where a time or a word would be broken for it."""
    if not 0 < wide <= inner * NOTE_SHARE:
        return 0
    taken = wide + brush.mm(4)
    word = brush.letters.widest_word(answer.label, role, bold=True)
    return taken if word <= inner - taken else 0


def _arrow(brush: Brush, answer: Answer) -> int:
    return brush.mm(ARROW_MM) + brush.mm(3) if answer.enabled else 0


def _symbol(brush: Brush, answer: Answer) -> int:
    return 0 if answer.mark is Mark.NONE else brush.letters.em("text") + brush.mm(2)


def _note(parts: _Parts, box: Box, brush: Brush) -> list[Ink]:
    answer, colour = parts.answer, mark_colour_name(parts.answer.mark)
    size = brush.letters.em("text")
    inks: list[Ink] = []
    if answer.mark is not Mark.NONE:
        place, _ = box.cut_left(size)
        inks.append(Symbol(place.middle(size, size), answer.mark, colour))
        _, box = box.cut_left(_symbol(brush, answer))
    return [*inks, *parts.note.at(box, colour)]
