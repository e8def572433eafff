"""Laying out and painting the board of 14 hours and 12 courts, without the window."""

import time
from typing import Any

from bench.figures import Figure, percentile
from bench.panel.boards import BOARD
from kiosk.screens.board.layout import arrange
from kiosk.screens.board.turns import Turn
from kiosk.theme import THEMES, Sizes
from kiosk.widgets.brush import Brush

__all__ = ["bakes"]

BAKES = 20
#: A panel so wide that all 168 cells stand on one page.
WIDE, WIDE_MM = (1080, 1450), 398.0


def bakes() -> list[Figure]:
    first: list[float] = []
    again: list[float] = []
    for _ in range(BAKES):
        brush, painted = Brush(Sizes(WIDE[0] / WIDE_MM), THEMES["standard"]), dict[Any, bytes]()
        for times in (first, again):
            began = time.perf_counter()
            _bake(brush, painted)
            times.append(1000 * (time.perf_counter() - began))
    return [
        Figure("bake of 168 cells, first p50", percentile(first, 0.5), "ms", "<= 25"),
        Figure("bake of 168 cells, again p50", percentile(again, 0.5), "ms"),
    ]


def _bake(brush: Brush, painted: dict[Any, bytes]) -> None:
    for tile in arrange(BOARD, brush, *WIDE).picture(Turn()).tiles:
        key = (tile.look, tile.box.width, tile.box.height)
        if key not in painted:
            painted[key] = tile.look.paint(brush, *key[1:], pressed=False).tobytes()
