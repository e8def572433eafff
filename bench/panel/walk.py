"""``python -m bench.panel.walk TOUCHES BOARD [ONLY]``: the milliseconds of every scene.

Each scene is a line of JSON as soon as it is measured: its name, its touches and what came of
them, and the same of the floor by turns. ``BOARD`` is how many touches the board of the day has.
"""

import json
import sys
import threading
import time
from typing import Any

from kivy.clock import Clock
from kivy.uix.widget import Widget

from bench.panel.boards import BOARD_NAME
from bench.panel.eye import Eye
from bench.panel.floor import Floor
from bench.panel.scenes import Scene, Stand, scenes

#: The first cycles fill the caches, and are not what is measured.
WARM = 3
#: Every so many cycles of a scene the floor has so many.
FLOOR_EACH, FLOOR_CYCLES = 10, 3
#: An act of the floor is a press or a lift.
FLOOR_ACTS = (0, 1)
SETTLE_S = 2.0


def main(touches: str, board: str, only: str = "") -> None:
    stand = Stand()

    def walk() -> None:
        try:
            time.sleep(SETTLE_S)
            _Walk(stand, int(touches), int(board)).through(only)
        finally:
            stand.app.on_ui(stand.app.stop)

    thread = threading.Thread(target=walk, daemon=True)
    Clock.schedule_once(lambda _: thread.start())
    stand.app.run()
    thread.join()


class _Walk:
    def __init__(self, stand: Stand, touches: int, board: int) -> None:
        self._stand = stand
        self._touches = touches
        self._board = board
        self._eye = Eye(stand.app)
        self._floor = stand.app.on_ui(Floor)

    def through(self, only: str) -> None:
        self._swap(self._stand.app.terminal, self._floor)
        self._floor_pixels = self._eye.cycle(self._floor.points, FLOOR_ACTS)
        self._swap(self._floor, self._stand.app.terminal)
        wanted = scenes(self._stand, only)
        for number, make in enumerate(wanted, start=1):
            began = time.monotonic()
            scene = make()
            self._measure(scene)
            took = f"{scene.name}: {number} of {len(wanted)}, {time.monotonic() - began:.0f} s"
            print(took, file=sys.stderr, flush=True)

    def _measure(self, scene: Scene) -> None:
        touches = self._board if scene.name == BOARD_NAME else self._touches
        self._stand.play(scene.first, scene.answers)
        pixels = self._eye.cycle(scene.points, {*scene.touches, *scene.lifts})
        touched, lifted, *floor = taken = [list[float]() for _ in range(4)]
        for number in range(WARM + -(-touches // len(scene.touches))):
            self._begin(scene)
            took = self._eye.times(scene.points, pixels)
            if number % FLOOR_EACH == 0:
                self._measure_floor(*floor)
            if number >= WARM:
                touched += [took[act] for act in scene.touches]
                lifted += [took[act] for act in scene.lifts]
        print(json.dumps([scene.name, *taken]), flush=True)

    def _begin(self, scene: Scene) -> None:
        if self._stand.shown is not scene.first:
            self._stand.play(scene.first, scene.answers)

    def _measure_floor(self, touched: list[float], lifted: list[float]) -> None:
        """It lies in the window alone for as long as it is touched."""
        self._swap(self._stand.app.terminal, self._floor)
        for _ in range(FLOOR_CYCLES):
            took = self._eye.times(self._floor.points, self._floor_pixels)
            touched.append(took[0])
            lifted.append(took[1])
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
