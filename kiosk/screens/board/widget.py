"""The board as one picture: touch the first hour, then the last."""

from typing import Any

from kiosk.screens.board.layout import Way, arrange
from kiosk.screens.board.turns import Turn, first_page
from kiosk.screens.board.view import View
from kiosk.screens.parts import Event
from kiosk.widgets.baked import Baked
from kiosk.widgets.stage import Stage
from kiosk.widgets.tiles import Picture

__all__ = ["Content"]


class Content(Baked):
    """Remembers which page is turned to, and stays arranged in one way while courts are chosen."""

    def __init__(self, stage: Stage, **kw: Any) -> None:
        super().__init__(stage, **kw)
        self._view: View | None = None
        self._turn: Turn | None = None
        self._way: Way | None = None

    def show(self, view: View) -> None:
        before, self._view = self._view, view
        if before is None or (before.times, before.courts) != (view.times, view.courts):
            self._turn = self._way = None
        self.renew()

    def picture(self, width: int, height: int) -> Picture:
        if self._view is None:
            return Picture(width, height, ())
        arrangement = arrange(self._view, self.brush, width, height, self._way)
        self._way = arrangement.way
        if self._turn is None:
            self._turn = first_page(self._view, arrangement.grid)
        return arrangement.picture(self._turn)

    def taken(self, event: Event) -> None:
        if isinstance(event, Turn):
            self._turn = event
            self.renew()
        else:
            super().taken(event)
