"""``python -m bench.panel.walk TOUCHES [ONLY]``: the milliseconds of every scene, as JSON."""

import json
import sys
import threading
import time
from collections.abc import Sequence
from typing import Any

from kivy.clock import Clock
from kivy.uix.widget import Widget

from bench.panel.eye import Eye, Pixel
from bench.panel.floor import Floor
from bench.panel.scenes import Scene, Stand, scenes

#: The first cycles fill the caches, and are not what is measured.
WARM = 3
#: Every so many cycles of a scene the floor has two.
FLOOR_EACH = 5
SETTLE_S = 2.0

#: Milliseconds of a scene: its touches and what came of them, and the same of the floor by turns.
Times = dict[str, tuple[list[float], ...]]


def main(touches: str, only: str = "") -> None:
    stand, taken = Stand(), Times()

    def walk() -> None:
        try:
            time.sleep(SETTLE_S)
            _Walk(stand, int(touches), taken).through(only)
        finally:
            stand.app.on_ui(stand.app.stop)

    thread = threading.Thread(target=walk, daemon=True)
    Clock.schedule_once(lambda _: thread.start())
    stand.app.run()
    thread.join()
    json.dump(taken, sys.stdout)


class _Walk:
    def __init__(self, stand: Stand, touches: int, taken: Times) -> None:
        self._stand = stand
        self._touches = touches
        self._taken = taken
        self._eye = Eye(stand.app)
        self._floor = stand.app.on_ui(Floor)
        self._floor_pixels: Sequence[Pixel] = ()

    def through(self, only: str) -> None:
        self._swap(self._stand.app.terminal, self._floor)
        self._floor_pixels = self._eye.cycle(self._floor.points)
        self._swap(self._floor, self._stand.app.terminal)
        for scene in scenes(self._stand, only):
            self._measure(scene)

    def _measure(self, scene: Scene) -> None:
        self._stand.play(scene.first, scene.answers)
        pixels = self._eye.cycle(scene.points)
        touched, lifted, *floor = self._taken.setdefault(scene.name, ([], [], [], []))
        for number in range(WARM + self._touches // len(scene.touches)):
            took = self._eye.times(scene.points, pixels)
            if number % FLOOR_EACH == 0:
                self._measure_floor(*floor)
            if number >= WARM:
                touched += [took[act] for act in scene.touches]
                lifted += [took[act] for act in scene.lifts]

    def _measure_floor(self, touched: list[float], lifted: list[float]) -> None:
        """It lies in the window alone for as long as it is touched."""
        self._swap(self._stand.app.terminal, self._floor)
        for _ in range(2):
            press, lift = self._eye.times(self._floor.points, self._floor_pixels)
            touched.append(press)
            lifted.append(lift)
        self._swap(self._floor, self._stand.app.terminal)

    def _swap(self, one: Widget, other: Widget) -> None:
        root: Any = self._stand.app.root

        def swap() -> None:
            root.remove_widget(one)
            root.add_widget(other)

        self._stand.app.on_ui(swap)
        self._eye.settle()


if __name__ == "__main__":
    main(*sys.argv[1:])
