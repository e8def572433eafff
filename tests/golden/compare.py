"""Whether a screen still looks as in its golden picture.

A picture is kept at half its size in few colours. What is compared is the mean of small
squares: another version of the font library smooths the edges of letters a little otherwise, which
hardly changes a mean; a text that moved, another word or another colour changes it at once.
"""

from PIL import Image, ImageChops

__all__ = ["kept", "why_unlike"]

COLOURS = 64
HALF = 2
#: Pixels of the kept picture along a square.
SQUARE = 8
WIDE_SQUARE = 24
#: Levels of 255: how far the pixels of a square may be off, on average, and how far its colour.
DIFFERENCE_MAX = 36
SHIFT_MAX = 5


def kept(picture: Image.Image) -> Image.Image:
    """As it is stored: half as large, in few colours."""
    small = picture.convert("RGB").reduce(HALF)
    return small.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


def why_unlike(golden: Image.Image, now: Image.Image) -> str:
    """What is not as it was, "" where both look the same; ``now`` is a picture at full size."""
    was, seen = golden.convert("RGB"), kept(now).convert("RGB")
    if was.size != seen.size:
        return f"it was {was.size} and is {seen.size}"
    off, where = _difference(was, seen)
    if off > DIFFERENCE_MAX:
        return f"pixels are off by {off} at {where}"
    off, where = _shift(was, seen)
    if off > SHIFT_MAX:
        return f"the colour is off by {off} at {where}"
    return ""


def _difference(was: Image.Image, seen: Image.Image) -> tuple[int, tuple[int, int]]:
    """How far the pixels of the worst square are off on average, and where that is."""
    return _worst(ImageChops.difference(was, seen).reduce(SQUARE), SQUARE)


def _shift(was: Image.Image, seen: Image.Image) -> tuple[int, tuple[int, int]]:
    """How far the mean colour of the worst wide square is off, and where that is."""
    means = (was.reduce(WIDE_SQUARE), seen.reduce(WIDE_SQUARE))
    return _worst(ImageChops.difference(*means), WIDE_SQUARE)


def _worst(squares: Image.Image, side: int) -> tuple[int, tuple[int, int]]:
    """The highest level of any channel; its square is named in pixels of the full picture."""
    red, green, blue = squares.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    top = int(most.getextrema()[1])
    place = most.tobytes().index(top)
    pitch = side * HALF
    return top, (place % most.width * pitch, place // most.width * pitch)
