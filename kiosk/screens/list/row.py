"""One row: its state, its words, the keys for what can be done with it, and a hairline below."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kiosk.screens.list.view import Row
from kiosk.screens.parts import Mark, Press
from kiosk.theme import Role
from kiosk.widgets.block import Block, block
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.ink import Bar, Ink, Plate, Symbol
from kiosk.widgets.keys import GAP_MM, Form, key, key_height
from kiosk.widgets.marks import mark_colour_name
from kiosk.widgets.stack import Item
from kiosk.widgets.tiles import Tile

__all__ = ["ACTION", "Roles", "Way", "items_of", "parts_of"]

ACTION = Form(icon_mm=8.0, pad_mm=3.0)
PAD_MM, PAD_TIGHT_MM = 3.5, 2.0
GAP_TIGHT_MM = 3.0
#: From the words to the keys beside them.
BESIDE_MM = 6.0
#: Between a title and the state that stands on one line with it.
LEVEL_MM = 6.0
#: Between state, title and detail.
BETWEEN_MM = 1.0
#: Above each fact, and before it, where its point stands.
FACT_MM, INDENT_MM, POINT_MM = 2.0, 7.0, 1.8
#: Of title, detail and state.
Roles = tuple[Role, Role, Role]


@dataclass(frozen=True, slots=True)
class Way:
    """How all rows of a list are arranged.

    ``columns`` of keys, each ``aside`` wide, stand beside the words; 0: one line of keys below
    them. ``tight`` ones have less around them, and the state at the right of the first line of the
    title if all find room for it there, else above it.
    """

    roles: Roles
    columns: int = 0
    aside: int = 0
    tight: bool = False

    def gap(self, brush: Brush) -> int:
        """Between two keys."""
        return brush.mm(GAP_TIGHT_MM if self.tight else GAP_MM)

    def beside(self, brush: Brush, keys: int) -> int:
        """The width of a row's keys beside its words; 0 where there are none."""
        across = min(self.columns, keys)
        return across * (self.aside + self.gap(brush)) - self.gap(brush) if across else 0


def items_of(rows: Sequence[Row], brush: Brush, width: int, way: Way) -> list[Item]:
    laid = [_Laid.of(row, brush, width, way) for row in rows]
    if way.tight and all(row.may_be_level for row in laid):
        laid = [replace(row, level=True) for row in laid]
    return [Item(row.height, row.tiles) for row in laid]


def parts_of(row: Row, brush: Brush, width: int, way: Way, room: int) -> list[Item]:
    """The whole row where it fits, else its words, and then its keys with the hairline."""
    laid = _Laid.of(row, brush, width, way)
    if laid.height <= room or not row.actions:
        return [Item(laid.height, laid.tiles)]
    keys = Item(laid.keys_height + laid.pad + laid.rule, laid.keys_tiles)
    return [Item(laid.words_height + laid.pad, laid.words_tiles, joined=True), keys]


@dataclass(frozen=True, slots=True)
class _Laid:
    """A row that was measured; the state of a ``level`` one stands on one line with its title."""

    row: Row
    brush: Brush
    way: Way
    width: int
    state: Block
    title: Block
    detail: Block
    facts: tuple[Block, ...]
    level: bool = False

    @classmethod
    def of(cls, row: Row, brush: Brush, width: int, way: Way) -> "_Laid":
        # Tight ones have their words alike wide, so that every state can stand beside its title.
        beside = way.beside(brush, way.columns if way.tight else len(row.actions))
        room = width - (beside + brush.mm(BESIDE_MM) if beside else 0)
        title, detail, state = way.roles
        symbol = _symbol(row, brush)
        return cls(
            row,
            brush,
            way,
            room,
            block(brush, row.word, state, room - symbol, bold=True),
            block(brush, row.title, title, room, bold=True),
            block(brush, row.detail, detail, room),
            tuple(block(brush, fact, detail, room - brush.mm(INDENT_MM)) for fact in row.facts),
        )

    @property
    def height(self) -> int:
        keys, words = self.keys_height, self.words_height
        inside = max(words, keys) if self.way.columns else words + keys
        return inside + 2 * self.pad + self.rule

    @property
    def words_height(self) -> int:
        between = self.brush.mm(BETWEEN_MM)
        below = self.title.height + between + self.detail.height
        below += sum(self.brush.mm(FACT_MM) + fact.height for fact in self.facts)
        return below + (self._lowered if self.level else self.state.height + between)

    @property
    def keys_height(self) -> int:
        """Of all lines of keys; of a line below the words, with its distance from them."""
        presses, gap = self.row.actions, self.way.gap(self.brush)
        if not presses:
            return 0
        across = self.way.columns or len(presses)
        wide = self.way.aside or (self.width - gap * (across - 1)) // across
        high = max(key_height(self.brush, press, wide, ACTION) for press in presses)
        lines = -(-len(presses) // across)
        return lines * (high + gap) - (gap if self.way.columns else 0)

    @property
    def pad(self) -> int:
        return self.brush.mm(PAD_TIGHT_MM if self.way.tight else PAD_MM)

    @property
    def rule(self) -> int:
        return max(1, self.brush.mm(0.25))

    @property
    def may_be_level(self) -> bool:
        beside = self.title.widths[0] + self.brush.mm(LEVEL_MM)
        return len(self.state.lines) == 1 and beside + self._stated <= self.width

    @property
    def _stated(self) -> int:
        """The width of the state with its symbol."""
        return _symbol(self.row, self.brush) + self.state.width

    @property
    def _lowered(self) -> int:
        """By how much a title is lower than it would be without a state on its line."""
        return max(0, self.state.height - self.title.line)

    def tiles(self, box: Box) -> tuple[Tile, ...]:
        rule, above = box.cut_bottom(self.rule)
        body = above.inset(0, self.pad)
        if not self.way.columns:
            below, words = body.cut_bottom(self.keys_height)
            return (*self.words_tiles(words), *self._line(below), *self._hairline(rule))
        words, _ = body.cut_left(self.width)
        return (*self.words_tiles(words), *self._beside(body), *self._hairline(rule))

    def words_tiles(self, box: Box) -> tuple[Tile, ...]:
        return (Tile(box, Plate(self._inks(Box(0, 0, box.width, box.height)))),)

    def keys_tiles(self, box: Box) -> tuple[Tile, ...]:
        """Of keys that stand by themselves, after their words."""
        rule, above = box.cut_bottom(self.rule)
        keys, _ = above.cut_top(self.keys_height)
        return (*self._line(keys), *self._hairline(rule))

    def _hairline(self, box: Box) -> tuple[Tile, ...]:
        return (Tile(box, Plate((Bar(Box(0, 0, box.width, box.height), "line"),))),)

    def _line(self, box: Box) -> list[Tile]:
        """The keys below the words, with the distance above them."""
        presses, gap = self.row.actions, self.way.gap(self.brush)
        if not presses:
            return []
        _, line = box.cut_top(gap)
        return self._keys(line.columns(len(presses), gap), presses)

    def _beside(self, body: Box) -> list[Tile]:
        """The keys at the right; a line that is not full is as wide."""
        presses, gap = self.row.actions, self.way.gap(self.brush)
        if not presses:
            return []
        place, _ = body.cut_right(self.way.beside(self.brush, len(presses)))
        lines = [
            presses[i : i + self.way.columns] for i in range(0, len(presses), self.way.columns)
        ]
        rows = place.middle(place.width, self.keys_height).rows(len(lines), gap)
        pairs = zip(rows, lines, strict=True)
        return [key for row, line in pairs for key in self._keys(row.columns(len(line), gap), line)]

    def _keys(self, boxes: tuple[Box, ...], presses: tuple[Press, ...]) -> list[Tile]:
        pairs = zip(boxes, presses, strict=True)
        return [key(self.brush, box, press, ACTION) for box, press in pairs]

    def _inks(self, box: Box) -> tuple[Ink, ...]:
        """State, title and detail one below the other, or the state at the right of the title."""
        between = self.brush.mm(BETWEEN_MM)
        if self.level:
            line, _ = box.cut_top(max(self.state.height, self.title.line))
            stated, _ = line.cut_right(self._stated)
            _, rest = box.cut_top(self._lowered)
        else:
            stated, rest = box.cut_top(self.state.height, between)
        _, below = rest.cut_top(self.title.height, between)
        return (
            *self._state_inks(stated),
            *self.title.at(rest, from_top=True),
            *self.detail.at(below, "quiet", from_top=True),
            *self._fact_inks(below.cut_top(self.detail.height)[1]),
        )

    def _fact_inks(self, box: Box) -> Iterator[Ink]:
        """One below the other, each behind a point."""
        for fact in self.facts:
            _, box = box.cut_top(self.brush.mm(FACT_MM))
            line, box = box.cut_top(fact.height)
            before, words = line.cut_left(self.brush.mm(INDENT_MM))
            size = self.brush.mm(POINT_MM)
            yield Bar(before.cut_top(fact.line)[0].middle(size, size), "ink", size // 2)
            yield from fact.at(words, from_top=True)

    def _state_inks(self, box: Box) -> tuple[Ink, ...]:
        colour, size = mark_colour_name(self.row.mark), _side(self.row, self.brush)
        symbol, words = box.cut_left(_symbol(self.row, self.brush))
        place, _ = symbol.cut_left(size)
        sign = (Symbol(place.middle(size, size), self.row.mark, colour),) if size else ()
        return (*sign, *self.state.at(words, colour))


def _side(row: Row, brush: Brush) -> int:
    """Of a state's symbol; a state without one is a word alone."""
    return 0 if row.mark is Mark.NONE else brush.letters.em("text")


def _symbol(row: Row, brush: Brush) -> int:
    """What a symbol takes, with the distance to its word."""
    side = _side(row, brush)
    return side + brush.mm(2) if side else 0
