"""A finger, and an eye on one pixel of the window: a frame counts when it is drawn.

It works on a thread of its own; what it asks of the window is done on the one that draws.
"""

import random  # noqa: TID251 - the moments of the touches, with a fixed seed
import threading
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any

from kivy.base import EventLoop
from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels
from PIL import Image, ImageChops

from kiosk.app import KioskApp
from kiosk.widgets.finger import Finger

__all__ = ["Eye", "Pixels", "Point", "Points"]

#: From the left and from the top of the window.
Point = tuple[float, float]
#: From the left and from the bottom, as OpenGL counts.
Pixel = tuple[int, int]
#: Where to press and lift: the acts of a cycle are numbered 0, 1, 2 and so on.
Points = Sequence[Callable[[], Point]]
#: By the number of the act that changes it.
Pixels = Mapping[int, Pixel]
#: A frame after the last one is drawn the window is at rest; then a touch comes at any moment
#: between two frames, as they follow each other sixty times a second.
PAUSE_S = (1 / 60, 2 / 60)
WAIT_S_MAX = 20.0
#: Frames after which all that a touch led to is drawn, and the window is at rest.
SETTLED_FRAMES = 3
#: Frames in which an act that nobody counts is taken in and drawn.
TAKEN_FRAMES = 2


class Eye:
    def __init__(self, app: KioskApp) -> None:
        self._app = app
        self._finger = Finger()
        self._chance = random.Random(1)
        self._pixel_at = (0, 0)
        self._before = b""
        self._began = 0.0
        self._took_ms = 0.0
        self._changed = threading.Event()
        app.on_ui(self._open)

    def picture(self) -> Image.Image:
        """The whole window, as the next frame draws it."""
        taken: list[Image.Image] = []
        there = threading.Event()

        def take(window: Any) -> None:
            window.unbind(on_flip=take)
            size = window.size
            pixels = glReadPixels(0, 0, *size, GL_RGBA, GL_UNSIGNED_BYTE)
            taken.append(Image.frombytes("RGBA", size, bytes(pixels)))
            there.set()

        def ask() -> None:
            EventLoop.window.bind(on_flip=take)
            EventLoop.window.canvas.ask_update()

        self.settle()
        self._app.on_ui(ask)
        if not there.wait(WAIT_S_MAX):
            raise RuntimeError("the window stands still")
        return taken[0]

    def settle(self, frames: int = SETTLED_FRAMES) -> None:
        for _ in range(frames):
            self._app.on_ui(lambda: None)

    def cycle(self, points: Points, counted: Collection[int]) -> Pixels:
        """Press and lift at each point once, slowly: a pixel that each counted act changes."""
        seen = {}
        for number, (act, at) in enumerate(self._acts(points)):
            before = self.picture() if number in counted else None
            act(*at)
            self.settle()
            if before is not None:
                seen[number] = _difference(before, self.picture())
        return seen

    def times(self, points: Points, pixels: Pixels) -> dict[int, float]:
        """Milliseconds from each counted act of a cycle to the frame that shows it."""
        took = {}
        for number, (act, at) in enumerate(self._acts(points)):
            if number in pixels:
                took[number] = self._time(act, at, pixels[number])
            else:
                act(*at)
                self.settle(TAKEN_FRAMES)
        return took

    def _time(self, act: Callable[[float, float], None], at: Point, pixel: Pixel) -> float:
        self._app.on_ui(partial(self._watch, pixel))
        time.sleep(self._chance.uniform(*PAUSE_S))
        self._changed.clear()
        self._began = time.perf_counter()
        act(*at)
        if not self._changed.wait(WAIT_S_MAX):
            raise RuntimeError(f"nothing changed at {pixel} after a touch of {at}")
        return self._took_ms

    def _acts(self, points: Points) -> Any:
        for point in points:
            at = point()
            yield self._finger.press, at
            yield self._finger.lift, at

    def _open(self) -> None:
        self._finger.attach()
        EventLoop.window.bind(on_flip=self._drawn)

    def _watch(self, pixel: Pixel) -> None:
        self._pixel_at = pixel
        self._before = self._pixel()

    def _drawn(self, *_: Any) -> None:
        # Reading a pixel waits until the frame is drawn.
        if self._began and self._pixel() != self._before:
            self._took_ms = 1000 * (time.perf_counter() - self._began)
            self._began = 0.0
            self._changed.set()

    def _pixel(self) -> bytes:
        return bytes(glReadPixels(*self._pixel_at, 1, 1, GL_RGBA, GL_UNSIGNED_BYTE))


def _difference(before: Image.Image, after: Image.Image) -> Pixel:
    """A pixel that clearly differs, counted as OpenGL does."""
    unlike = ImageChops.difference(before.convert("L"), after.convert("L"))
    clear = unlike.point(lambda value: 255 if value > 24 else 0).tobytes()
    place = clear.find(b"\xff")
    if place < 0:
        raise RuntimeError("a touch changed nothing that can be seen")
    return place % before.width, place // before.width
