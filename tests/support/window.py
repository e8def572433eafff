"""The real window, off screen: shows a picture, touches it, counts frames, keeps screenshots."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import kiosk  # noqa: F401 - sets what Kivy reads when it is imported

# One thread draws: with several, software drawing keeps memory of each.
os.environ |= {"SDL_VIDEODRIVER": "offscreen", "LP_NUM_THREADS": "0"}

from kivy.base import EventLoop, runTouchApp
from kivy.clock import Clock
from kivy.config import Config
from kivy.uix.widget import Widget

from kiosk.app import KioskApp
from kiosk.messages import Touched
from kiosk.screens.parts import Event, Shown
from kiosk.widgets.finger import Finger
from kiosk.widgets.terminal import Terminal
from sync.wire import Sealed

__all__ = ["PANELS", "Panel", "TouchWindow", "open_window"]


@dataclass(frozen=True)
class Panel:
    width: int
    height: int
    width_mm: float

    @property
    def px_per_mm(self) -> float:
        return self.width / self.width_mm


PANELS = {
    "portrait": Panel(1080, 1920, 268),
    "landscape": Panel(1920, 1080, 476),
    "middle": Panel(1280, 800, 336),
    "small": Panel(1024, 768, 304),
}

FRAMES_A_TOUCH = 4


@dataclass
class TouchWindow:
    """One window for all tests of a process; each ``show`` begins with an empty one."""

    finger: Finger
    root: Widget
    events: list[Event] = field(default_factory=list)
    sealed: list[tuple[object, bytes]] = field(default_factory=list)
    terminal: Any = None

    def show(self, shown: Shown, panel: Panel = PANELS["portrait"]) -> None:
        self.empty()
        EventLoop.window.size = (panel.width, panel.height)
        self.terminal = Terminal(panel.width_mm, self.events.append, self._seal)
        self.terminal.size = (panel.width, panel.height)
        self.root.add_widget(self.terminal)
        self.terminal.show(shown)
        self.frames(2)
        self.events.clear()

    def hold(self, app: KioskApp, panel: Panel) -> None:
        """A whole application in place of a picture; it answers its events itself."""
        self.empty()
        EventLoop.window.size = (panel.width, panel.height)
        self.terminal = app.terminal
        self.root.add_widget(app.build())
        self.frames(2)

    def empty(self) -> None:
        if self.terminal is not None:
            if self.terminal.content is not None:
                self.terminal.content.parent.remove_widget(self.terminal.content)
            self.root.clear_widgets()
            self.terminal = None
        self.events.clear()
        self.sealed.clear()

    def frames(self, count: int) -> None:
        for _ in range(count):
            EventLoop.idle()

    def tap(self, x: float, y: float) -> None:
        self.finger.tap(x, y)
        self._rest()

    def press(self, x: float, y: float) -> None:
        self.finger.press(x, y)
        self._rest()

    def lift(self, x: float, y: float) -> None:
        self.finger.lift(x, y)
        self._rest()

    def _rest(self) -> None:
        for _ in range(FRAMES_A_TOUCH):
            self.frames(1)
            if self.finger.is_still:
                break
        assert self.finger.is_still
        self.frames(1)

    def tap_event(self, event: Event) -> None:
        """Touch the middle of what means this event."""
        self.tap(*self.middle_of(event))

    def middle_of(self, event: Event) -> tuple[float, float]:
        found = [target.box for target in self.terminal.targets if target.event == event]
        assert found, f"{event} cannot be touched"
        return found[0].left + found[0].width / 2, found[0].top + found[0].height / 2

    @property
    def said(self) -> list[Event]:
        """The events that were emitted since ``show``, without the sign that somebody is there."""
        return [event for event in self.events if event != Touched()]

    def picture(self, file: Path) -> Path:
        self.terminal.export_to_png(str(file))
        return file

    def _seal(self, subject: object, typed: bytearray) -> Sealed | None:
        self.sealed.append((subject, bytes(typed)))
        return Sealed(kid="key-1", box="AAAA")


def open_window() -> Iterator[TouchWindow]:
    """For a fixture of the whole session: there is one Kivy window in a process."""
    for name, _ in Config.items("input"):
        Config.remove_option("input", name)
    Config.set("graphics", "width", "1080")
    Config.set("graphics", "height", "1920")
    EventLoop.ensure_window()
    Clock._max_fps = 0  # frames as fast as they come
    root = Widget()
    finger = Finger()
    finger.attach()
    runTouchApp(root, embedded=True)
    window = TouchWindow(finger, root)
    yield window
    window.empty()
    EventLoop.close()
