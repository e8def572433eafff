"""A finger that the tour and the tests move: its touches come in through the window's input."""

from collections import deque
from collections.abc import Callable
from typing import Any

from kivy.base import EventLoop
from kivy.input.motionevent import MotionEvent
from kivy.input.provider import MotionEventProvider

__all__ = ["Finger"]


class _Touch(MotionEvent):  # type: ignore[misc]  # kivy has no types
    def depack(self, args: Any) -> None:
        self.sx, self.sy = args
        self.profile = ["pos"]
        super().depack(args)


class Finger(MotionEventProvider):  # type: ignore[misc]  # kivy has no types
    """Points are pixels from the left and from the top of the window; one move a frame."""

    def __init__(self) -> None:
        super().__init__("finger", "")
        self._waiting: deque[tuple[str, float, float]] = deque()
        self._touch: _Touch | None = None
        self._touches = 0

    def attach(self) -> None:
        EventLoop.add_input_provider(self)

    def tap(self, x: float, y: float) -> None:
        self.press(x, y)
        self.lift(x, y)

    def press(self, x: float, y: float) -> None:
        self._waiting.append(("begin", x, y))

    def slide(self, x: float, y: float) -> None:
        self._waiting.append(("update", x, y))

    def lift(self, x: float, y: float) -> None:
        self._waiting.append(("end", x, y))

    @property
    def is_still(self) -> bool:
        return not self._waiting

    def update(self, dispatch_fn: Callable[[str, MotionEvent], None]) -> None:
        if not self._waiting:
            return
        phase, x, y = self._waiting.popleft()
        width, height = EventLoop.window.size
        place = (x / width, 1 - y / height)
        if phase == "begin":
            self._touches += 1
            self._touch = _Touch("finger", self._touches, place, is_touch=True, type_id="touch")
        assert self._touch is not None, "a finger is lifted that was not put down"
        if phase != "begin":
            self._touch.move(place)
        if phase == "end":
            self._touch.update_time_end()
        dispatch_fn(phase, self._touch)
