"""Keeps the digits and hands them on when they are enough."""

from typing import Any

from kiosk.screens.keypad.layout import DigitTyped, Done, Erased, lay
from kiosk.screens.parts import Event
from kiosk.widgets.box import Box
from kiosk.widgets.paged import Paged
from kiosk.widgets.stage import Stage
from kiosk.widgets.tiles import Tile

__all__ = ["Content"]


class Content(Paged):
    def __init__(self, stage: Stage, **kw: Any) -> None:
        super().__init__(stage, **kw)
        self._digits = ""

    def show(self, view: Any) -> None:
        if self.view is not None and view.label != self.view.label:
            self._digits = ""
        super().show(view)

    def lay(self, box: Box) -> tuple[Tile, ...]:
        return lay(self.view, box, self.brush, self._digits)

    def taken(self, event: Event) -> None:
        match event:
            case DigitTyped(digit):
                self._digits = (self._digits + digit)[: self.view.length_max]
            case Erased():
                self._digits = self._digits[:-1]
            case Done():
                super().taken(self.view.entered(self._digits))
            case _:
                super().taken(event)
        self.renew()
