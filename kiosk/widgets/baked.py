"""A content, or the frame, as tiles on a sheet: without a graphics card each draw call is felt.

A picture of tiles is painted with Pillow. What changes afterwards (a key that is pressed, a cell
that is chosen, a line of text) is painted tile by tile; only a picture that is laid otherwise is
baked anew.
"""

from functools import lru_cache
from typing import Any

from kivy.clock import Clock
from kivy.uix.widget import Widget
from PIL import Image

from kiosk.screens.parts import Event
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.sheet import Sheet
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
        #: How often all tiles were put on paper.
        self.bakes = 0
        self._emit = stage.emit
        self._shown = Picture(0, 0, ())
        self._on_sheet: list[tuple[Look, bool] | None] = []
        self._stale = True
        self._pressed: int | None = None
        self._pixels = lru_cache(TILES_REMEMBERED)(self._paint)
        #: Whether all around is paper, and no tile is left of what was here.
        self._is_wiped = False
        self._sheet_is_own = stage.sheet is None
        self._sheet = stage.sheet or Sheet()
        if self._sheet_is_own:
            self.canvas.add(self._sheet.drawn)
        self._before_frame = Clock.create_trigger(self._draw, -1)
        self.bind(size=self._resized, pos=self._moved)

    @property
    def shown(self) -> Picture:
        """What is on the sheet now: where it can be touched, and what that means."""
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

    def wiped(self) -> None:
        """The sheet was wiped: all of it is painted again before the next frame."""
        self._is_wiped = True
        self.renew()

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
        if self._sheet_is_own:
            self._sheet.fit(self.x, self.top, int(self.width), int(self.height))

    def _draw(self, _: float) -> None:
        if self.parent is None:
            return  # it was left, and the sheet is another's by now
        if self._stale:
            self._stale = False
            self._lay(self.picture(int(self.width), int(self.height)))
        for index, tile in enumerate(self._shown.tiles):
            look = (tile.look, index == self._pressed)
            if self._on_sheet[index] != look:
                self._on_sheet[index] = look
                self._put(tile, pressed=look[1])
        self._sheet.show()

    def _lay(self, picture: Picture) -> None:
        before, self._shown = self._shown, picture
        if self._is_wiped or not picture.is_laid_like(before):
            self._pressed = None
            self._bake()
        elif (index := self._pressed) is not None and (
            picture.tiles[index].event != before.tiles[index].event
        ):
            # What lies under the finger is no longer what was touched.
            self._pressed = None

    def _bake(self) -> None:
        """Paper where nothing was wiped yet; then every tile is put on it."""
        self.bakes += 1
        if not self._is_wiped:
            left, top = self._corner
            box = Box(left, top, int(self.width), int(self.height))
            self._sheet.wipe(box, self.brush.palette.paper)
        self._is_wiped = False
        self._on_sheet = [None] * len(self._shown.tiles)

    def _put(self, tile: Tile, *, pressed: bool) -> None:
        if tile.box.is_empty:
            return  # a window that is still growing has no room for it yet
        left, top = self._corner
        image = self._pixels(tile.look, pressed, tile.box.width, tile.box.height)
        self._sheet.put(image, left + tile.box.left, top + tile.box.top)

    @property
    def _corner(self) -> tuple[int, int]:
        """Of this widget, on the sheet."""
        return round(self.x) - self._sheet.left, self._sheet.top - round(self.top)

    def _paint(self, look: Look, pressed: bool, width: int, height: int) -> Image.Image:
        return look.paint(self.brush, width, height, pressed=pressed)
