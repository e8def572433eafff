"""Draws the dock beside the terminal, and keeps its picture true to the devices."""

from typing import Any

from kivy.clock import Clock

from kiosk.screens.dock.controls import Controls
from kiosk.screens.dock.layout import lay
from kiosk.screens.parts import Event
from kiosk.theme import THEMES, Sizes
from kiosk.widgets.baked import Baked
from kiosk.widgets.box import Box
from kiosk.widgets.stage import Stage
from kiosk.widgets.tiles import Picture

__all__ = ["Dock"]

#: Worn by nobody standing before it: smaller than on the terminal, for a desk and a mouse.
PX_PER_MM = 2.6
LOOK_AGAIN_S = 0.3


class Dock(Baked):
    def __init__(self, controls: Controls, **kw: Any) -> None:
        self._controls = controls
        self._view = controls.view()
        super().__init__(
            Stage(controls.act, lambda _subject, _typed: None, Sizes(PX_PER_MM), THEMES["dim"]),
            **kw,
        )
        self._looking = Clock.schedule_interval(lambda _: self._look(), LOOK_AGAIN_S)

    def on_parent(self, _: Any, parent: Any) -> None:
        if parent is None:
            self._looking.cancel()

    def picture(self, width: int, height: int) -> Picture:
        return Picture(width, height, lay(self._view, Box(0, 0, width, height), self.brush))

    def taken(self, event: Event) -> None:
        super().taken(event)
        self._look()

    @property
    def targets(self) -> tuple[tuple[Event, Box], ...]:
        """What can be touched, and where in the window: from the left and from the top."""
        across, down = round(self.x), round(self.parent.top - self.top)
        tiles = self.shown.tiles
        return tuple((t.event, t.box.moved(across, down)) for t in tiles if t.event is not None)

    def _look(self) -> None:
        view = self._controls.view()
        if view != self._view:
            self._view = view
            self.renew()
