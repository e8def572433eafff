"""A whole content as one texture: on a machine without a graphics card each draw call is felt.

A picture of tiles is painted with Pillow and shown by one rectangle. What changes afterwards (a key
that is pressed, a cell that is chosen, a line of text) is painted into the texture tile by tile;
only a picture that is laid otherwise is baked anew.
"""

from functools import lru_cache
from typing import Any

from kivy.clock import Clock
from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture
from kivy.uix.widget import Widget
from PIL import ImageColor

from kiosk.screens.parts import Event
from kiosk.widgets.brush import Brush
from kiosk.widgets.stage import Stage
from kiosk.widgets.tiles import Look, Picture, Tile

__all__ = ["Baked"]

#: A finger may slide this far off a key and still mean it.
SLIDE_MM = 8
TILES_REMEMBERED = 256


class Baked(Widget):  # type: ignore[misc]  # kivy has no types
    """Shows what ``picture`` makes of the view, and says what was touched."""

    def __init__(self, stage: Stage, **kw: Any) -> None:
        super().__init__(**kw)
        self.brush = Brush(stage.sizes, stage.palette)
        #: How often a whole texture was made.
        self.bakes = 0
        self._emit = stage.emit
        self._shown = Picture(0, 0, ())
        self._on_texture: list[tuple[Look, bool] | None] = []
        self._stale = True
        self._pressed: int | None = None
        self._pixels = lru_cache(TILES_REMEMBERED)(self._paint)
        with self.canvas:
            Color(1, 1, 1)
            self._rectangle = Rectangle(size=(0, 0))
        self._before_frame = Clock.create_trigger(self._draw, -1)
        self.bind(size=self._resized, pos=self._moved)

    @property
    def shown(self) -> Picture:
        """What is on the texture now: where it can be touched, and what that means."""
        return self._shown

    def picture(self, width: int, height: int) -> Picture:
        """The picture at this size; empty while there is no view."""
        raise NotImplementedError

    def taken(self, event: Event) -> None:
        """A tile was touched; a screen that turns its own pages answers that here."""
        self._emit(event)

    def renew(self) -> None:
        """The view or the page is another: it is laid out before the next frame."""
        self._stale = True
        self._before_frame()

    def on_touch_down(self, touch: Any) -> bool:
        if not self.collide_point(*touch.pos):
            return False
        if self._pressed is None:
            self._pressed = self._shown.hit(*self._inside(touch))
            if self._pressed is not None:
                touch.grab(self)
                self._before_frame()
        return True

    def on_touch_up(self, touch: Any) -> bool:
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        index, self._pressed = self._pressed, None
        self._before_frame()
        if index is not None:
            tile = self._shown.tiles[index]
            if tile.box.holds(*self._inside(touch), self.brush.mm(SLIDE_MM)):
                self.taken(tile.event)
        return True

    def _inside(self, touch: Any) -> tuple[float, float]:
        return touch.x - round(self.x), round(self.top) - touch.y

    def _resized(self, *_: Any) -> None:
        self._moved()
        self.renew()

    def _moved(self, *_: Any) -> None:
        # From the top and on whole pixels: letters between two pixels are blurred.
        self._rectangle.pos = (round(self.x), round(self.top) - self._shown.height)

    def _draw(self, _: float) -> None:
        if self._stale:
            self._stale = False
            self._lay(self.picture(int(self.width), int(self.height)))
        for index, tile in enumerate(self._shown.tiles):
            look = (tile.look, index == self._pressed)
            if self._on_texture[index] != look:
                self._on_texture[index] = look
                self._put(tile, pressed=look[1])

    def _lay(self, picture: Picture) -> None:
        before, self._shown = self._shown, picture
        if not picture.is_laid_like(before):
            self._pressed = None
            self._bake()
        elif (index := self._pressed) is not None and (
            picture.tiles[index].event != before.tiles[index].event
        ):
            # What lies under the finger is no longer what was touched.
            self._pressed = None

    def _bake(self) -> None:
        """Paper of the new size; the tiles are put on it one by one, as they are afterwards."""
        self.bakes += 1
        size = (self._shown.width, self._shown.height)
        self._on_texture = [None] * len(self._shown.tiles)
        if self._rectangle.texture is None or self._rectangle.texture.size != size:
            self._rectangle.texture = _texture(size) if self._shown.tiles else None
        if self._rectangle.texture is not None:
            paper = bytes(ImageColor.getrgb(self.brush.palette.paper)) + b"\xff"
            self._rectangle.texture.blit_buffer(paper * (size[0] * size[1]), colorfmt="rgba")
        self._rectangle.size = size
        self._moved()

    def _put(self, tile: Tile, *, pressed: bool) -> None:
        box = tile.box
        if box.width <= 0 or box.height <= 0:
            return  # a window that is still growing has no room for it yet
        self._rectangle.texture.blit_buffer(
            self._pixels(tile.look, pressed, box.width, box.height),
            size=(box.width, box.height),
            colorfmt="rgba",
            pos=(box.left, box.top),
        )
        self.canvas.ask_update()

    def _paint(self, look: Look, pressed: bool, width: int, height: int) -> bytes:
        return look.paint(self.brush, width, height, pressed=pressed).tobytes()


def _texture(size: tuple[int, int]) -> Texture:
    texture = Texture.create(size=size, colorfmt="rgba")
    texture.min_filter = texture.mag_filter = "nearest"
    # The first row of what is put on it is the top of the picture.
    texture.flip_vertical()
    return texture
