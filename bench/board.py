"""From a touch of the day board to the first frame that shows it, drawn in software.

Beside it, in the same run, stands the floor of the machine: a window of the same size that shows
one texture by one rectangle, and changes its colour when it is touched. Both are read back as
pixels: a frame counts when it is drawn, not when it is asked for.
"""

import json
import os
import random  # noqa: TID251 - the moments of the touches, with a fixed seed
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bench.figures import Figure, percentile, say
from kiosk.screens.board.layout import arrange
from kiosk.screens.board.turns import Turn
from kiosk.screens.board.view import DAYS_JA, View, example
from kiosk.screens.parts import Frame, Look, Mark, Press, Shown
from kiosk.theme import THEMES, Sizes
from kiosk.widgets.brush import Brush

WIDTH, HEIGHT, WIDTH_MM = 1080, 1920, 268.0
SOFTWARE = {
    "DISPLAY": ":none",
    "SDL_VIDEODRIVER": "offscreen",
    "KCFG_GRAPHICS_WIDTH": str(WIDTH),
    "KCFG_GRAPHICS_HEIGHT": str(HEIGHT),
}
TOUCHES, WARM = 150, 15
#: The touches come at any moment between two frames.
PAUSE_S = (0.10, 0.20)
WAIT_S_MAX = 10.0
#: The first frames, and the caches that they fill, are not what is measured.
SETTLE_S = 2.0
BAKES = 20
#: A panel so wide that all 168 cells stand on one page.
WIDE, WIDE_MM = (1080, 1450), 398.0

COURTS = tuple(f"{number}面" for number in range(1, 13))
BOARD = example("............ " * 14, COURTS, days=DAYS_JA)
FRAME = Frame(
    place="総合体育館アルゴ",
    clock="12月1日 10:24",
    line_text="通信中",
    line_up=True,
    unsent_text="",
    question="いつ使いますか",
    steps=("さがす", "えらぶ", "本人確認", "たしかめる", "完了"),
    step=1,
    back=Press("もどる", "back", "back"),
    stop=Press("やめる", "stop", "stop", Look.STOP),
    next=Press("つぎへ", "next", "next", Look.MAIN),
    settings=tuple(Press("文字の大きさ", "setting", "text", Look.QUIET) for _ in range(5)),
)


def main() -> None:
    if len(sys.argv) > 1:
        json.dump(measure(sys.argv[1]), sys.stdout)
        return
    say(bakes())
    for what in ("floor", "board"):
        touched, lifted = measured(what)
        aims = ("<= 60", "<= 100") if what == "board" else ("", "")
        figures = []
        for name, times in (("touch", touched), ("lift", lifted)):
            figures += [
                Figure(f"{what}: {name} to frame p50", percentile(times, 0.50), "ms", aims[0]),
                Figure(f"{what}: {name} to frame p99", percentile(times, 0.99), "ms", aims[1]),
            ]
        say(figures)


def measured(what: str) -> tuple[list[float], list[float]]:
    """In a process of its own: one process opens one window."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.board", what],
        env=os.environ | SOFTWARE,
        stdout=subprocess.PIPE,
        check=True,
        timeout=600,
    )
    touched, lifted = json.loads(done.stdout)
    return touched, lifted


def bakes() -> list[Figure]:
    """Laying out and painting the board of 14 hours and 12 courts, without the window."""
    first: list[float] = []
    again: list[float] = []
    for _ in range(BAKES):
        brush, painted = Brush(Sizes(WIDTH / WIDE_MM), THEMES["standard"]), dict[Any, bytes]()
        for times in (first, again):
            began = time.perf_counter()
            bake(brush, painted)
            times.append(1000 * (time.perf_counter() - began))
    return [
        Figure("bake of 168 cells, first p50", percentile(first, 0.5), "ms", "<= 25"),
        Figure("bake of 168 cells, again p50", percentile(again, 0.5), "ms"),
    ]


def bake(brush: Brush, painted: dict[Any, bytes]) -> None:
    for tile in arrange(BOARD, brush, *WIDE).picture(Turn()).tiles:
        key = (tile.look, tile.box.width, tile.box.height)
        if key not in painted:
            painted[key] = tile.look.paint(brush, *key[1:], pressed=False).tobytes()


def measure(what: str) -> tuple[list[float], list[float]]:
    """The milliseconds from each touch, and from each lifting, to the pixel that answers it."""
    probe = _Probe()
    app, taps = (_board_app if what == "board" else _floor_app)()
    results: list[tuple[list[float], list[float]]] = []

    def walk() -> None:
        try:
            results.append(probe.walk(taps))
        finally:
            probe.end()

    thread = threading.Thread(target=walk, daemon=True)
    probe.at_first_frame(thread.start)
    app.run()
    thread.join(WAIT_S_MAX)
    return results[0]


#: Where to touch, and the pixels that show the touch and the lifting.
Tap = tuple[tuple[float, float], tuple[float, float], tuple[float, float]]


class _Probe:
    """A finger, and an eye on one pixel of the window."""

    def __init__(self) -> None:
        from kivy.base import EventLoop

        from kiosk.widgets.finger import Finger

        self._loop = EventLoop
        self._finger = Finger()
        self._pixel_at = (0.0, 0.0)
        self._before = b""
        self._began = 0.0
        self._took_ms = 0.0
        self._changed = threading.Event()

    def at_first_frame(self, do: Callable[[], None]) -> None:
        from kivy.clock import Clock

        def begin(_: float) -> None:
            self._finger.attach()
            self._loop.window.bind(on_flip=self._drawn)
            do()

        Clock.schedule_once(begin)

    def end(self) -> None:
        self._loop.quit = True

    def walk(self, taps: Callable[[int], Tap]) -> tuple[list[float], list[float]]:
        time.sleep(SETTLE_S)
        chance = random.Random(1)
        times: tuple[list[float], list[float]] = ([], [])
        for number in range(WARM + TOUCHES):
            at, *shown = taps(number)
            for index, act in enumerate((self._finger.press, self._finger.lift)):
                self._watch(shown[index])
                time.sleep(chance.uniform(*PAUSE_S))
                self._changed.clear()
                self._began = time.perf_counter()
                act(*at)
                if not self._changed.wait(WAIT_S_MAX):
                    raise RuntimeError(f"touch {number}: nothing changed at {shown[index]}")
                times[index].append(self._took_ms)
        return times[0][WARM:], times[1][WARM:]

    def _watch(self, point: tuple[float, float]) -> None:
        from kivy.clock import Clock

        ready = threading.Event()

        def look(_: float) -> None:
            self._pixel_at = point
            self._before = self._pixel()
            ready.set()

        Clock.schedule_once(look)
        if not ready.wait(WAIT_S_MAX):
            raise RuntimeError("the window stands still")

    def _drawn(self, *_: Any) -> None:
        # Reading a pixel waits until the frame is drawn.
        if self._began and self._pixel() != self._before:
            self._took_ms = 1000 * (time.perf_counter() - self._began)
            self._began = 0.0
            self._changed.set()

    def _pixel(self) -> bytes:
        from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels

        x, y = self._pixel_at
        return bytes(glReadPixels(int(x), HEIGHT - 1 - int(y), 1, 1, GL_RGBA, GL_UNSIGNED_BYTE))


def _board_app() -> tuple[Any, Callable[[int], Tap]]:
    """The whole panel; a touch chooses the cell and the one below it."""
    from kiosk.app import KioskApp, Panel

    shown = Shown("board", BOARD, FRAME)

    def choose(event: object) -> None:
        if isinstance(event, str):
            app.show(replace(shown, view=_chosen(event)))

    panel = Panel(WIDTH, HEIGHT, WIDTH_MM, fullscreen=False)
    app = KioskApp(panel, shown, emit=choose, seal=lambda *_: None)

    def tap(number: int) -> Tap:
        boxes = {target.event: target.box for target in app.terminal.targets}
        row, column = number * 2 % 6, number * 5 % 6
        touched, below = boxes[f"{9 + row}-{column}"], boxes[f"{10 + row}-{column}"]
        corner = (touched.left + CORNER, touched.top + touched.height / 2)
        return corner, corner, (below.left + CORNER, below.top + below.height / 2)

    return app, tap


#: Inside a cell, where neither symbol nor word stands.
CORNER = 12.0


def _chosen(event: str) -> View:
    hour, column = map(int, event.split("-"))
    cells = [list(row) for row in BOARD.cells]
    for row in (hour - 9, hour - 8):
        cells[row][column] = replace(cells[row][column], mark=Mark.CHOSEN, word="選択中")
    summary = f"バドミントン {column + 1}面 {hour}:00–{hour + 2}:00"
    return replace(BOARD, cells=tuple(map(tuple, cells)), summary=summary)


def _floor_app() -> tuple[Any, Callable[[int], Tap]]:
    """One texture, one rectangle, and a colour that changes."""
    from kivy.app import App
    from kivy.graphics import Color, Rectangle
    from kivy.graphics.texture import Texture
    from kivy.uix.widget import Widget

    class Floor(Widget):  # type: ignore[misc]  # kivy has no types
        def __init__(self) -> None:
            super().__init__()
            texture = Texture.create(size=(WIDTH, HEIGHT), colorfmt="rgba")
            texture.blit_buffer(b"\xff" * (WIDTH * HEIGHT * 4), colorfmt="rgba")
            with self.canvas:
                self.colour = Color(1, 1, 1)
                Rectangle(texture=texture, size=(WIDTH, HEIGHT))

        def on_touch_down(self, _: Any) -> None:
            self.colour.rgb = (1, 0, 0)

        def on_touch_up(self, _: Any) -> None:
            self.colour.rgb = (1, 1, 1)

    class FloorApp(App):  # type: ignore[misc]  # kivy has no types
        def build(self) -> Widget:
            return Floor()

    middle = (WIDTH / 2, HEIGHT / 2)
    return FloorApp(), lambda _: (middle, middle, middle)


if __name__ == "__main__":
    main()
