"""Draws where to hold the card."""

from kiosk.screens.card.layout import lay
from kiosk.widgets.box import Box
from kiosk.widgets.paged import Paged
from kiosk.widgets.tiles import Tile

__all__ = ["Content"]


class Content(Paged):
    def lay(self, box: Box) -> tuple[Tile, ...]:
        return lay(self.view, box, self.brush)
