"""Draws what became of it."""

from typing import Any

from kiosk.screens.result.layout import lay
from kiosk.widgets.box import Box
from kiosk.widgets.paged import Paged
from kiosk.widgets.tiles import Tile

__all__ = ["Content"]


class Content(Paged):
    def topic(self, view: Any) -> object:
        return (view.tone, view.number)

    def lay(self, box: Box) -> tuple[Tile, ...]:
        return lay(self.view, box, self.brush, self.page, self.stage.pager)
