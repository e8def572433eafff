"""Draws a long text; another one begins on its first page."""

from typing import Any

from kiosk.screens.read.layout import lay
from kiosk.widgets.box import Box
from kiosk.widgets.paged import Paged
from kiosk.widgets.tiles import Tile

__all__ = ["Content"]


class Content(Paged):
    def topic(self, view: Any) -> object:
        return view.heading

    def lay(self, box: Box) -> tuple[Tile, ...]:
        return lay(self.view, box, self.brush, self.page, self.stage.pager)
