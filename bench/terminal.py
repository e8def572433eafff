"""From a touch of the panel to the frame that shows it, for every screen; and a thousand visits.

Drawn in software at 1080 x 1920, off screen. Beside each screen, in the same window and by turns
with it, stands the floor of the machine: one texture, one rectangle, a colour that changes. Both
are read back as pixels. ``touch`` is a key that is drawn as pressed, ``next`` what its lifting
leads to: the next screen, laid out and painted anew, or the same one changed.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bench.figures import Figure, percentile, say
from bench.panel.bakes import bakes

SOFTWARE = {
    "DISPLAY": ":none",
    "SDL_VIDEODRIVER": "offscreen",
    "KCFG_GRAPHICS_WIDTH": "1080",
    "KCFG_GRAPHICS_HEIGHT": "1920",
}
TOUCHES, VISITS = 100, 1_000
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
        taken = _part("walk", str(words.touches), words.only)
        say(_times({name: Times(*times) for name, times in taken.items()}))
    if words.visits:
        say(_memory(_part("visits", str(words.visits))))


def _words() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.terminal")
    parser.add_argument("--touches", type=int, default=TOUCHES, help="of each screen; 0: none")
    parser.add_argument("--visits", type=int, default=VISITS, help="hundreds of them; 0: none")
    parser.add_argument("--only", default="", help="screens whose name contains this")
    return parser.parse_args()


def _part(name: str, *words: str) -> dict[str, Any]:
    """A process opens one window; each part has its own."""
    done = subprocess.run(
        [sys.executable, "-m", f"bench.panel.{name}", *words],
        env=os.environ | SOFTWARE,
        stdout=subprocess.PIPE,
        check=True,
        timeout=PART_S_MAX,
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _times(taken: dict[str, Times]) -> Iterator[Figure]:
    yield from _percentiles(
        "floor: touch", [ms for one in taken.values() for ms in one.floor_touch]
    )
    yield from _percentiles("floor: lift", [ms for one in taken.values() for ms in one.floor_lift])
    for name, times in taken.items():
        is_board = name.startswith("board of")
        yield from _percentiles(f"{name}: touch", times.touch, BOARD_MS if is_board else ("", ""))
        yield from _percentiles(f"{name}: next", times.next, BOARD_MS if is_board else ("", ""))
        aim = BOARD_RATIO_MAX if is_board else RATIO_MAX
        for part, own, bare in (
            ("touch", times.touch, times.floor_touch),
            ("next", times.next, times.floor_lift),
        ):
            ratio = percentile(own, 0.5) / percentile(bare, 0.5)
            yield Figure(f"{name}: {part} p50, times the floor's", ratio, "x", aim)


def _percentiles(
    name: str, times: list[float], aims: tuple[str, str] = ("", "")
) -> Iterator[Figure]:
    yield Figure(f"{name} p50", percentile(times, 0.50), "ms", aims[0])
    yield Figure(f"{name} p99", percentile(times, 0.99), "ms", aims[1])


def _memory(resident_mb: dict[str, float]) -> Iterator[Figure]:
    """After the first hundred visits, and after all; by then every cache is full."""
    first, *_, last = resident_mb
    early, late = resident_mb[first], resident_mb[last]
    yield Figure(f"resident memory after {first} visits", early, "MB")
    yield Figure(f"resident memory after {last} visits", late, "MB")
    yield Figure("resident memory, last by first", late / early, "x", GROWTH_MAX)


if __name__ == "__main__":
    main()
