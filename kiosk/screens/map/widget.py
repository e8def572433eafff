"""Draws the map and the list; turns the pages of both."""

from typing import Any

from kiosk.screens.map.layout import lay
from kiosk.widgets.box import Box
from kiosk.widgets.paged import Paged
from kiosk.widgets.tiles import Tile

__all__ = ["Content"]


class Content(Paged):
    def topic(self, view: Any) -> object:
        return tuple(place.name for place in view.places)

    def lay(self, box: Box) -> tuple[Tile, ...]:
        return lay(self.view, box, self.brush, self.page, self.stage.pager)
