"""From a touch of the panel to the frame that shows it, for every screen; and a thousand visits.

Drawn in software at 1080 x 1920, off screen. Beside each screen, in the same window and by turns
with it, stands the floor of the machine: one texture, one rectangle, a colour that changes. Both
are read back as pixels. ``touch`` is a key that is drawn as pressed, ``next`` what its lifting
leads to: the next screen, laid out and painted anew, or the same one changed. What is known of a
screen is said before the next one is measured, so that a run that is cut off is not lost.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from bench.figures import Figure, percentile, say
from bench.panel.bakes import bakes
from bench.panel.boards import BOARD_NAME
from tests.support.child import ends_with_us
from tests.support.watchdog import Watchdog

SOFTWARE = {
    "DISPLAY": ":none",
    "SDL_VIDEODRIVER": "offscreen",
    "KCFG_GRAPHICS_WIDTH": "1080",
    "KCFG_GRAPHICS_HEIGHT": "1920",
}
TOUCHES, BOARD_TOUCHES, VISITS = 40, 100, 1_000
RATIO_MAX, BOARD_RATIO_MAX = "<= 2", "<= 1.3"
#: Of the board alone, in milliseconds: p50 and p99.
BOARD_MS = ("<= 60", "<= 100")
GROWTH_MAX = "<= 1.05"
PART_S_MAX = 3_000


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds until a touch is seen, and until what its lifting leads to is; and the floor's.

    The floor is the one of the same minutes: what else the machine does slows both.
    """

    touch: list[float]
    next: list[float]
    floor_touch: list[float]
    floor_lift: list[float]


def main() -> None:
    words = _words()
    if words.touches:
        say(bakes())
        _walk(words)
    if words.visits:
        _visit(words.visits)


def _words() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.terminal")
    parser.add_argument("--touches", type=int, default=TOUCHES, help="of each screen; 0: none")
    parser.add_argument("--board", type=int, default=BOARD_TOUCHES, help="touches of the board")
    parser.add_argument("--visits", type=int, default=VISITS, help="tens of them; 0: none")
    parser.add_argument("--only", default="", help="screens whose name contains this")
    return parser.parse_args()


def _walk(words: argparse.Namespace) -> None:
    """What is known of a screen is said before the next one is measured."""
    taken = []
    for name, *lists in _part("walk", str(words.touches), str(words.board), words.only):
        taken.append(Times(*lists))
        say(_times(name, taken[-1]))
    if not taken:
        sys.exit(f"the name of no screen contains {words.only!r}")
    say(_together(taken))


def _visit(count: int) -> None:
    """By the end of the first tenth every cache is full."""
    taken = []
    for number, resident_mb in _part("visits", str(count)):
        taken.append(resident_mb)
        say([Figure(f"resident memory after {number} visits", resident_mb, "MB")])
    say([Figure("resident memory, last by first", taken[-1] / taken[0], "x", GROWTH_MAX)])


def _part(name: str, *words: str) -> Iterator[list[Any]]:
    """What it says, line by line. A process opens one window; each part has its own."""
    with subprocess.Popen(
        [*ends_with_us(), sys.executable, "-m", f"bench.panel.{name}", *words],
        env=os.environ | SOFTWARE,
        stdout=subprocess.PIPE,
    ) as process:
        watchdog = Watchdog(PART_S_MAX, process.kill)
        try:
            assert process.stdout is not None
            yield from map(json.loads, process.stdout)
            process.wait()
        finally:
            process.kill()
            watchdog.call_off()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)


def _times(name: str, times: Times) -> Iterator[Figure]:
    is_board = name == BOARD_NAME
    aims = BOARD_MS if is_board else ("", "")
    yield from _percentiles(f"{name}: touch", times.touch, aims)
    yield from _percentiles(f"{name}: next", times.next, aims)
    for part, own, bare in (
        ("touch", times.touch, times.floor_touch),
        ("next", times.next, times.floor_lift),
    ):
        ratio = percentile(own, 0.5) / percentile(bare, 0.5)
        aim = BOARD_RATIO_MAX if is_board else RATIO_MAX
        yield Figure(f"{name}: {part} p50, times the floor's", ratio, "x", aim)


def _together(taken: list[Times]) -> Iterator[Figure]:
    """The floor of the whole run; and all screens as one, whose 99th has many samples."""
    for name, lists in {
        "floor: touch": [times.floor_touch for times in taken],
        "floor: lift": [times.floor_lift for times in taken],
        "all screens: touch": [times.touch for times in taken],
        "all screens: next": [times.next for times in taken],
    }.items():
        yield from _percentiles(name, list(chain.from_iterable(lists)))


def _percentiles(
    name: str, times: list[float], aims: tuple[str, str] = ("", "")
) -> Iterator[Figure]:
    for share, aim in zip((50, 99), aims, strict=True):
        value = percentile(times, share / 100)
        yield Figure(f"{name} p{share}", value, "ms", aim, samples=len(times))


if __name__ == "__main__":
    main()
