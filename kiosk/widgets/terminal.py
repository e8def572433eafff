"""The panel of a terminal: the frame, and in it the content of the kind that is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from kivy.uix.widget import Widget

from kiosk.messages import Touched
from kiosk.screens.parts import Event, Shown
from kiosk.theme import THEMES, Sizes
from kiosk.widgets.baked import Baked
from kiosk.widgets.box import Box
from kiosk.widgets.frame.lay import lay
from kiosk.widgets.stage import Stage
from kiosk.widgets.tiles import Picture
from sync.wire import Sealed

__all__ = ["Target", "Terminal"]

#: A window that opens is smaller than this for a moment, and then it is told its size.
ROOM_PX = 240

Seal = Callable[[object, bytearray], Sealed | None]


@dataclass(frozen=True, slots=True)
class Target:
    """What can be touched, and where: from the left and from the top of the panel."""

    event: Event
    box: Box


class Terminal(Widget):  # type: ignore[misc]  # kivy has no types
    """Keeps a content while kind, theme, text size and language stay; else makes another."""

    def __init__(
        self, width_mm: float, emit: Callable[[Event], None], seal: Seal, **kw: Any
    ) -> None:
        super().__init__(**kw)
        self._width_mm = width_mm
        self._emit = emit
        self._seal = seal
        self._shown: Shown | None = None
        self._frame: _FrameSheet | None = None
        self.content: Any = None
        self.bind(size=self._resized)

    def show(self, shown: Shown) -> None:
        if min(self.size) < ROOM_PX:
            self._shown = shown
            return
        if self._frame is None or self._shown is None or _dress(shown) != _dress(self._shown):
            self._undress()
            self._frame = _FrameSheet(self._stage(shown))
            self.add_widget(self._frame)
        if self.content is None or self._shown is None or shown.kind != self._shown.kind:
            self._replace_content(shown)
        self._shown = shown
        self._lay(self._frame, shown)
        self.content.show(shown.view)

    def forget(self) -> None:
        """Keep nothing that was shown: no text, no picture, no measure of one."""
        self._undress()
        self._shown = None

    def on_touch_down(self, touch: Any) -> bool:
        if not self.collide_point(*touch.pos):
            return False
        self._emit(Touched())
        return bool(super().on_touch_down(touch))

    @property
    def targets(self) -> tuple[Target, ...]:
        """Everything that can be touched now; for the tour and the tests."""
        sheets = [child for child in self.children if isinstance(child, Baked)]
        return tuple(target for sheet in sheets for target in self._targets_of(sheet))

    def _targets_of(self, sheet: Baked) -> list[Target]:
        across, down = round(sheet.x - self.x), round(self.top - sheet.top)
        return [
            Target(tile.event, tile.box.moved(across, down))
            for tile in sheet.shown.tiles
            if tile.event is not None
        ]

    def _resized(self, *_: Any) -> None:
        if self._shown is not None:
            shown, self._shown = self._shown, None
            self.show(shown)

    def _stage(self, shown: Shown) -> Stage:
        sizes = Sizes(self.width / self._width_mm, shown.text_scale)
        return Stage(self._emit, self._seal, sizes, THEMES[shown.theme], shown.pager)

    def _undress(self) -> None:
        self.clear_widgets()
        self._frame = self.content = None

    def _replace_content(self, shown: Shown) -> None:
        if self.content is not None:
            self.remove_widget(self.content)
        found = import_module(f"kiosk.screens.{shown.kind}.widget")
        self.content = found.Content(self._stage(shown))
        self.add_widget(self.content)

    def _lay(self, frame: "_FrameSheet", shown: Shown) -> None:
        layout = lay(frame.brush, shown.frame, int(self.width), int(self.height), reach=shown.reach)
        frame.pos, frame.size = self.pos, self.size
        frame.put(layout.picture)
        box = layout.content
        self.content.size = (box.width, box.height)
        self.content.pos = (self.x + box.left, self.top - box.bottom)


class _FrameSheet(Baked):
    """The frame as tiles over the whole panel; the content lies on it."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._laid = Picture(0, 0, ())

    def put(self, picture: Picture) -> None:
        self._laid = picture
        self.renew()

    def picture(self, width: int, height: int) -> Picture:
        del width, height
        return self._laid


def _dress(shown: Shown) -> tuple[object, ...]:
    return shown.theme, shown.text_scale, shown.language, shown.pager
