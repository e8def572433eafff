"""The map itself: keys where places lie, kept apart, and the drawn ground in the pieces between."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heapreplace

from PIL import Image, ImageDraw

from kiosk.screens.map.view import Place, View
from kiosk.screens.parts import Look
from kiosk.widgets.block import block
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.ink import Ink, Plate, Symbol
from kiosk.widgets.keys import FOOT_MM, GAP_MM, TARGET_MM, placed
from kiosk.widgets.marks import mark_colour_name
from kiosk.widgets.tiles import Tile

__all__ = ["ground"]

Point = tuple[int, int]

DOT_MM, OTHER_DOT_MM = 2.4, 1.6
EDGE_MM, THREAD_MM = 0.5, 0.6
PAD_MM = 1.5
#: Keys are moved in steps of this much where they would lie on each other.
STEP_MM = 3.0


def ground(view: View, box: Box, brush: Brush, shown: Iterable[Place]) -> tuple[Tile, ...]:
    """The places shown as keys, all others as dots; a key that finds no room is in the list."""
    inner = box.inset(brush.mm(PAD_MM))
    north = _north(view, inner, brush)
    holes, keys, threads = [north.box], [north], list[tuple[Point, Point]]()
    shown = tuple(shown)
    for place in shown:
        at = _point(place, inner)
        key = _free(_size(place, brush), at, inner, holes, brush)
        if key is None:
            continue
        holes.append(key)
        keys.append(_key(place, key, brush))
        threads.append((at, (key.left + key.width // 2, key.top + key.height // 2)))
    seen = {place.event for place in shown}
    dots = tuple(_point(place, inner) for place in view.places if place.event not in seen)
    drawn = _Ground(box, tuple(threads), dots)
    pieces = (Tile(piece, drawn.seen_in(piece, brush)) for piece in _between(box, holes))
    return (*keys, *pieces)


@dataclass(frozen=True, slots=True)
class _Ground:
    """A thread leads from a place to its key."""

    box: Box
    threads: tuple[tuple[Point, Point], ...]
    dots: tuple[Point, ...]

    def seen_in(self, piece: Box, brush: Brush) -> "_Piece":
        near, size = piece.inset(-brush.mm(DOT_MM)), brush.mm(OTHER_DOT_MM)
        left, right = piece.left - size, piece.right + size
        top, bottom = piece.top - size, piece.bottom + size
        return _Piece(
            self.box.moved(-piece.left, -piece.top),
            tuple(
                (_from(at, piece), _from(key, piece))
                for at, key in self.threads
                if _may_cross(near, at, key)
            ),
            # Hundreds of dots are looked at for each piece.
            tuple(
                [
                    (x - piece.left, y - piece.top)
                    for x, y in self.dots
                    if left < x < right and top < y < bottom
                ]
            ),
        )


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of the ground, and of what lies on it no more than is seen in it.

    All is counted from its corner, the ``whole`` ground too.
    """

    whole: Box
    threads: tuple[tuple[Point, Point], ...]
    dots: tuple[Point, ...]

    def paint(self, brush: Brush, width: int, height: int, *, pressed: bool) -> Image.Image:
        del pressed
        image, palette, whole = brush.sheet(width, height), brush.palette, self.whole
        pen = ImageDraw.Draw(image)
        edge = max(1, brush.mm(EDGE_MM))
        frame = (whole.left, whole.top, whole.right - 1, whole.bottom - 1)
        pen.rectangle(frame, palette.paper, palette.line, edge)
        for dot in self.dots:
            _disc(pen, dot, brush.mm(OTHER_DOT_MM), palette.quiet)
        for at, key in self.threads:
            pen.line((*at, *key), palette.ink, max(1, brush.mm(THREAD_MM)))
            _disc(pen, at, brush.mm(DOT_MM), palette.ink)
        return image


def _may_cross(box: Box, one: Point, other: Point) -> bool:
    """Whether something from one point to the other may be in the box."""
    (x, y), (to_x, to_y) = one, other
    if x > to_x:
        x, to_x = to_x, x
    if y > to_y:
        y, to_y = to_y, y
    return x < box.right and to_x > box.left and y < box.bottom and to_y > box.top


def _disc(pen: ImageDraw.ImageDraw, at: Point, size: int, colour: str) -> None:
    x, y = at
    pen.ellipse((x - size // 2, y - size // 2, x + size // 2, y + size // 2), colour)


def _from(point: Point, corner: Box) -> Point:
    return point[0] - corner.left, point[1] - corner.top


def _key(place: Place, box: Box, brush: Brush) -> Tile:
    """Sign over symbol; where the terminal stands the key is filled."""
    sign = block(brush, place.sign, "text", box.width, bold=True)
    size = brush.letters.em("text")
    look = Look.MAIN if place.here else Look.PLAIN
    body = Box(0, 0, box.width, box.height - brush.mm(FOOT_MM)).middle(box.width, sign.line + size)
    top, below = body.cut_top(sign.line)
    inks: tuple[Ink, ...] = sign.at(top, "on_main" if place.here else "ink", "middle")
    colour = "on_main" if place.here else mark_colour_name(place.mark)
    symbol = Symbol(below.middle(size, size), place.mark, colour)
    return placed(brush, box, (*inks, symbol), look, place.event)


def _size(place: Place, brush: Brush) -> Point:
    letters, least = brush.letters, brush.mm(TARGET_MM) + 1
    high = letters.line("text") + letters.em("text") + brush.mm(2 * PAD_MM + FOOT_MM)
    wide = letters.width(place.sign, "text", True) + brush.mm(2 * PAD_MM)
    return max(least, wide), max(least, high)


def _point(place: Place, box: Box) -> Point:
    return box.left + round(place.across * box.width), box.top + round(place.down * box.height)


def _free(size: Point, at: Point, area: Box, taken: Sequence[Box], brush: Brush) -> Box | None:
    """The place nearest to the point at which a key touches no other; None: there is none."""
    step, gap = max(1, brush.mm(STEP_MM)), brush.mm(GAP_MM)
    (wide, high), (x, y) = size, at
    lefts = _steps(area.left, area.right - wide, step, x - wide // 2)
    tops = _steps(area.top, area.bottom - high, step, y - high // 2)
    for left, top in _nearest(lefts, tops):
        box = Box(left, top, wide, high)
        if all(box.distance(other) >= gap for other in taken):
            return box
    return None


def _steps(first: int, last: int, step: int, wanted: int) -> list[tuple[int, int]]:
    """How far from what is wanted, and where; the nearest first."""
    if last < first:
        return []
    places = [*range(first, last, step), last, wanted]
    return sorted((abs(place - wanted), place) for place in places if first <= place <= last)


def _nearest(lefts: Sequence[Point], tops: Sequence[Point]) -> Iterator[Point]:
    """All pairs, the smallest sum of both ways first; mostly one of the first will do."""
    if not tops:
        return
    ahead = [(far + tops[0][0], left, tops[0][1], far, 0) for far, left in lefts]
    heapify(ahead)
    while ahead:
        _, left, top, far, row = ahead[0]
        yield left, top
        if row + 1 < len(tops):
            more, below = tops[row + 1]
            heapreplace(ahead, (far + more, left, below, far, row + 1))
        else:
            heappop(ahead)


def _north(view: View, inner: Box, brush: Brush) -> Tile:
    """In the corner: which way is up."""
    word = block(brush, f"↑{view.north}", "small", inner.width)
    box, _ = inner.cut_top(min(inner.height, word.line))[0].cut_right(min(inner.width, word.width))
    return Tile(box, Plate(word.at(Box(0, 0, box.width, box.height))))


def _between(whole: Box, holes: Iterable[Box]) -> list[Box]:
    """The rest of a box without its holes, in boxes."""
    rest = [whole]
    for hole in holes:
        rest = [part for box in rest for part in _without(box, hole)]
    return rest


def _without(box: Box, hole: Box) -> list[Box]:
    if box.distance(hole) >= 0:
        return [box]
    top, bottom = max(box.top, hole.top), min(box.bottom, hole.bottom)
    parts = (
        Box(box.left, box.top, box.width, top - box.top),
        Box(box.left, bottom, box.width, box.bottom - bottom),
        Box(box.left, top, hole.left - box.left, bottom - top),
        Box(hole.right, top, box.right - hole.right, bottom - top),
    )
    return [part for part in parts if part.width > 0 and part.height > 0]
