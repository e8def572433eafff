"""The small map on a ticket: a frame, dots for all places, and two of them with their words."""

from PIL import Image, ImageDraw

from kiosk.devices.ticket_printer.ticket import Point, Sketch
from kiosk.devices.ticket_printer.typesetting import BLACK, WHITE, Face, Typesetter

__all__ = ["draw"]

#: As high as this share of the paper at most; a tall town is drawn narrower, and a little wider
#: than it is.
_HIGH_MAX, _STRETCH_MAX = 0.6, 1.4
_EDGE_PX, _DOT_PX, _MARK_PX, _RING_PX = 2, 4, 9, 17
#: No place touches the edge, and its word has room above or below it.
_PAD_EM = 1.9


def draw(sketch: Sketch, setter: Typesetter, width_px: int, face: Face) -> Image.Image:
    """The terminal is a ring, where to go a disc in a ring; a word says which is which."""
    high = round(width_px * min(_HIGH_MAX, 1 / sketch.shape))
    image = Image.new("L", (min(width_px, round(high * sketch.shape * _STRETCH_MAX)), high), WHITE)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, image.width - 1, image.height - 1), outline=BLACK, width=_EDGE_PX)
    for point in sketch.places:
        _disc(pen, _at(point, image, face), _DOT_PX, BLACK)
    marks = [(sketch.goal, sketch.goal_word, BLACK)]
    if sketch.here is not None:
        marks.append((sketch.here, sketch.here_word, WHITE))
    marks.sort(key=lambda mark: mark[0][1])
    for place, (point, word, fill) in enumerate(marks, 1):
        x, y = _at(point, image, face)
        _disc(pen, (x, y), _RING_PX, WHITE)
        _disc(pen, (x, y), _MARK_PX, fill)
        _word(setter, image, (x, y), word, face, below=place == len(marks))
    return image


def _at(point: Point, image: Image.Image, face: Face) -> tuple[int, int]:
    pad = round(_PAD_EM * face.size_px)
    across = pad + point[0] * (image.width - 2 * pad)
    return round(across), round(pad + point[1] * (image.height - 2 * pad))


def _disc(pen: ImageDraw.ImageDraw, at: tuple[int, int], radius: int, fill: int) -> None:
    x, y = at
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill, BLACK, _EDGE_PX)


def _word(
    setter: Typesetter,
    image: Image.Image,
    at: tuple[int, int],
    word: str,
    face: Face,
    *,
    below: bool,
) -> None:
    """The word of the lower one stands below it, the other's above: they never meet."""
    wide, gap = setter.width(word, face), _RING_PX + 3
    left = min(max(at[0] - wide // 2, 2 * _EDGE_PX), image.width - wide - 2 * _EDGE_PX)
    top = at[1] + gap if below else at[1] - gap - face.size_px
    ImageDraw.Draw(image).rectangle((left - 2, top, left + wide + 2, top + face.size_px), WHITE)
    setter.draw(image, (left, top), word, face, BLACK)
