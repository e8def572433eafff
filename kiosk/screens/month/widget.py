"""The months as one picture: touch a small month to see it large, a day to see its board."""

from typing import Any

from kiosk.screens.month.layout import WeeksTurned, arrange
from kiosk.screens.month.view import View
from kiosk.screens.parts import Event
from kiosk.widgets.baked import Baked
from kiosk.widgets.stage import Stage
from kiosk.widgets.tiles import Picture

__all__ = ["Content"]


class Content(Baked):
    """Remembers which weeks are turned to, as long as the same month is large."""

    def __init__(self, stage: Stage, **kw: Any) -> None:
        super().__init__(stage, **kw)
        self._view: View | None = None
        self._page: int | None = None

    def show(self, view: View) -> None:
        before, self._view = self._view, view
        if before is None or before.months[before.large].title != view.months[view.large].title:
            self._page = None
        self.renew()

    def picture(self, width: int, height: int) -> Picture:
        if self._view is None:
            return Picture(width, height, ())
        arrangement = arrange(self._view, self.brush, width, height)
        if self._page is None:
            self._page = arrangement.first_page()
        return arrangement.picture(self._page)

    def taken(self, event: Event) -> None:
        if isinstance(event, WeeksTurned):
            self._page = event.page
            self.renew()
        else:
            super().taken(event)
