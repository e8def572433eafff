"""The window: shows one picture of the terminal after the other, and hands on what is touched."""

import gc
import signal
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from types import FrameType
from typing import Any, TypeVar

from kivy.app import App
from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.config import Config
from kivy.uix.widget import Widget

from kiosk.screens.parts import Event, Shown
from kiosk.widgets.terminal import Seal, Terminal

__all__ = ["KioskApp", "Panel"]

WORK_S_MAX = 30.0
T = TypeVar("T")
ENDING = (signal.SIGTERM, signal.SIGINT)


@dataclass(frozen=True, slots=True)
class Panel:
    """The touch panel: its pixels, and how many millimetres they really are across."""

    width_px: int
    height_px: int
    width_mm: float
    fullscreen: bool = True


@dataclass(frozen=True, slots=True)
class Beside:
    """A widget to the right of the panel, made once the window is there."""

    make: Callable[[], Widget]
    width_px: int


class KioskApp(App):  # type: ignore[misc]  # kivy has no types
    """All it needs comes in here; ``show``, ``forget`` and ``post`` are its doors afterwards."""

    title = "Machikado"
    use_kivy_settings = False

    def __init__(
        self,
        panel: Panel,
        shown: Shown,
        *,
        emit: Callable[[Event], None],
        seal: Seal,
        beside: Beside | None = None,
        tick: Callable[[], None] | None = None,
        tick_s: float = 1.0,
        drawn: Callable[[], None] | None = None,
    ) -> None:
        _configure(panel, panel.width_px + (beside.width_px if beside else 0))
        super().__init__()
        self._panel = panel
        self._first = shown
        self._emit = emit
        self._beside = beside
        self._tick = tick
        self._tick_s = tick_s
        self._drawn = drawn
        self._handlers: dict[signal.Signals, Any] = {}
        self.terminal = Terminal(panel.width_mm, emit, seal, size_hint=(None, None))

    def show(self, shown: Shown) -> None:
        """Draw this from the next frame on; for the thread that draws."""
        self.terminal.show(shown)

    def forget(self) -> None:
        """Keep nothing of what was shown; ``show`` follows, in the same frame.

        Widgets and their caches hold each other, and are found by a collection alone. It runs when
        the next frame is drawn: nobody waits for it.
        """
        self.terminal.forget()
        Clock.schedule_once(lambda _: gc.collect(), 0)

    def post(self, event: Event) -> None:
        """Hand over an event from another thread: it is emitted on the one that draws."""
        Clock.schedule_once(lambda _: self._emit(event))

    def on_ui(self, work: Callable[[], T]) -> T:
        """From another thread: what ``work`` answers on the one that draws, in its next round."""
        done: Future[T] = Future()

        def now(_: float) -> None:
            try:
                done.set_result(work())
            except Exception as cause:  # noqa: BLE001 - handed to the thread that waits
                done.set_exception(cause)

        Clock.schedule_once(now)
        return done.result(timeout=WORK_S_MAX)

    def build(self) -> Widget:
        EventLoop.ensure_window()
        root = Widget()
        root.add_widget(self.terminal)
        side = self._beside.make() if self._beside else None
        if side is not None:
            root.add_widget(side)
        root.bind(size=lambda *_: self._divide(root, side))
        root.size = EventLoop.window.size
        self.terminal.show(self._first)
        EventLoop.window.bind(on_key_down=self._key_down)
        return root

    def _key_down(self, _window: Any, code: int, _scan: int, _text: str, held: list[str]) -> bool:
        """A keyboard or switches do what a finger does; no key does more."""
        return self.terminal.key_down(code, shift="shift" in held)

    def on_start(self) -> None:
        self._handlers = {number: signal.signal(number, _leave) for number in ENDING}
        if self._tick is not None:
            tick = self._tick
            Clock.schedule_interval(lambda _: tick(), self._tick_s)
        if self._drawn is not None:
            # After the frame that comes next, which is the first.
            EventLoop.window.bind(on_flip=self._first_drawn)

    def _first_drawn(self, window: Any) -> None:
        window.unbind(on_flip=self._first_drawn)
        assert self._drawn is not None
        self._drawn()

    def on_stop(self) -> None:
        for number, handler in self._handlers.items():
            signal.signal(number, handler)

    def open_settings(self, *_: object) -> bool:
        """F1 would open Kivy's own settings."""
        return False

    def _divide(self, root: Widget, side: Widget | None) -> None:
        """The panel at the left, what stands beside it at the right."""
        aside = self._beside.width_px if self._beside else 0
        self.terminal.pos = root.pos
        self.terminal.size = (root.width - aside, root.height)
        if side is not None:
            side.size = (aside, root.height)
            side.pos = (root.right - aside, root.y)


def _leave(_number: int, _frame: FrameType | None) -> None:
    # A flag and no more: a handler may come between any two lines, so it takes no lock.
    EventLoop.quit = True


def _configure(panel: Panel, width_px: int) -> None:
    """What depends on the panel; the rest stands in the environment that Kivy reads."""
    Config.set("graphics", "width", str(width_px))
    Config.set("graphics", "height", str(panel.height_px))
    Config.set("graphics", "fullscreen", "auto" if panel.fullscreen else "0")
    Config.set("graphics", "borderless", "1" if panel.fullscreen else "0")
    Config.set("graphics", "show_cursor", "0" if panel.fullscreen else "1")
    for name, _ in Config.items("input"):
        Config.remove_option("input", name)
    # A second source of touches would give every tap twice.
    Config.set("input", "mouse", "mouse,disable_multitouch")
