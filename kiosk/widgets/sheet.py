"""The picture of a whole panel: in memory, where it is painted, and as one texture in the window.

One texture and one rectangle are what a machine without a graphics card draws fastest. Both stay as
long as the panel has its size: making them anew with each screen takes longer than painting it.
"""

from kivy.graphics import Color, InstructionGroup, Rectangle
from kivy.graphics.texture import Texture
from PIL import Image

from kiosk.widgets.box import Box

__all__ = ["Sheet"]

BYTES_PER_PIXEL = 4


class Sheet:
    """What is put on it is in the window with the next ``show``."""

    def __init__(self) -> None:
        #: For the canvas of the widget that has this picture.
        self.drawn = InstructionGroup()
        #: Where its left top corner stands in the window, from the left and from the bottom.
        self.left = self.top = 0
        self._rectangle = Rectangle(size=(0, 0))
        self.drawn.add(Color(1, 1, 1))
        self.drawn.add(self._rectangle)
        self._pixels = bytearray()
        self._image = Image.new("RGBA", (0, 0))
        #: The first of the rows that are not in the window yet, and the one after the last.
        self._rows = (0, 0)

    @property
    def size(self) -> tuple[int, int]:
        return self._image.size

    def fit(self, left: float, top: float, width: int, height: int) -> None:
        """Stand here, in this size; another size begins with an empty picture."""
        # On whole pixels: letters between two pixels are blurred.
        self.left, self.top = round(left), round(top)
        if (width, height) != self.size:
            self._pixels = bytearray(width * height * BYTES_PER_PIXEL)
            self._image = _over(self._pixels, width, height)
            self._rectangle.texture = _texture(width, height) if width and height else None
            self._rectangle.size = (width, height)
        self._rectangle.pos = (self.left, self.top - height)

    def wipe(self, box: Box, colour: str) -> None:
        self._image.paste(colour, (box.left, box.top, box.right, box.bottom))
        self._change(box.top, box.bottom)

    def blank(self) -> None:
        """Leave nothing of what was on it, neither in memory nor in the window."""
        self.wipe(Box(0, 0, *self.size), "black")
        self.show()

    def put(self, image: Image.Image, left: int, top: int) -> None:
        self._image.paste(image, (left, top))
        self._change(top, top + image.height)

    def show(self) -> None:
        """Hand the rows that changed to the window."""
        first, end = self._rows
        if first >= end:
            return
        width, _ = self.size
        pitch = width * BYTES_PER_PIXEL
        self._rectangle.texture.blit_buffer(
            memoryview(self._pixels)[first * pitch : end * pitch],
            size=(width, end - first),
            colorfmt="rgba",
            pos=(0, first),
        )
        self._rows = (0, 0)
        self.drawn.flag_update()

    def _change(self, top: int, bottom: int) -> None:
        first, end = self._rows
        top, bottom = max(0, top), min(bottom, self.size[1])
        self._rows = (min(first, top), max(end, bottom)) if first < end else (top, bottom)


def _over(pixels: bytearray, width: int, height: int) -> Image.Image:
    """A picture that is painted into these bytes, so that they need not be copied to be shown."""
    if not pixels:
        return Image.new("RGBA", (width, height))
    image = Image.frombuffer("RGBA", (width, height), pixels, "raw", "RGBA", 0, 1)
    # Pillow takes borrowed bytes for constant, and would paint on a copy.
    image.readonly = 0
    return image


def _texture(width: int, height: int) -> Texture:
    texture = Texture.create(size=(width, height), colorfmt="rgba")
    texture.min_filter = texture.mag_filter = "nearest"
    # The first row of what is put on it is the top of the picture.
    texture.flip_vertical()
    return texture
