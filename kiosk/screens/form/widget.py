"""Draws a form and keeps its page while a field changes."""

from kiosk.screens.form.layout import lay
from kiosk.widgets.box import Box
from kiosk.widgets.paged import Paged
from kiosk.widgets.tiles import Tile

__all__ = ["Content"]


class Content(Paged):
    def lay(self, box: Box) -> tuple[Tile, ...]:
        return lay(self.view, box, self.brush, self.page, self.stage.pager)
