"""What the contents of most kinds share: a view that is laid out in tiles, and its page."""

from typing import Any

from kiosk.screens.parts import Event
from kiosk.widgets.baked import Baked
from kiosk.widgets.box import Box
from kiosk.widgets.stack import PageTurned
from kiosk.widgets.stage import Stage
from kiosk.widgets.tiles import Picture, Tile

__all__ = ["Paged"]


class Paged(Baked):
    """Keeps the page as long as the view is about the same thing."""

    def __init__(self, stage: Stage, **kw: Any) -> None:
        super().__init__(stage, **kw)
        self.stage = stage
        self.page = 0
        self.view: Any = None

    def show(self, view: Any) -> None:
        if self.view is None or self.topic(view) != self.topic(self.view):
            self.page = 0
        self.view = view
        self.renew()

    def topic(self, view: Any) -> object:
        """What a page belongs to; another topic begins on its first page."""
        del view
        return None

    def lay(self, box: Box) -> tuple[Tile, ...]:
        """The tiles of the view and its page."""
        raise NotImplementedError

    def picture(self, width: int, height: int) -> Picture:
        if self.view is None:
            return Picture(width, height, ())
        return Picture(width, height, self.lay(Box(0, 0, width, height)))

    def taken(self, event: Event) -> None:
        if isinstance(event, PageTurned):
            self.page = event.page
            self.renew()
        else:
            super().taken(event)
