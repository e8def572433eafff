"""``python -m bench.panel.visits COUNT``: after each tenth of them a line of JSON, with the MB.

Each visit is a whole booking, touched key by key on the real window, off screen; centre, card and
printer answer at the edge of the effects. The panel is small, for what is kept does not depend on
how many pixels are drawn, and a thousand visits shall take minutes.
"""

import gc
import json
import sys
from pathlib import Path

from tests.kiosk.flow.journey import site
from tests.support.stand import Stand
from tests.support.window import Panel, open_window

PANEL = Panel(270, 480, 268)
PARTS = 10
#: By then all is loaded that stays.
WARM = 5


def main(count: str) -> None:
    opened = open_window()
    stand = Stand(next(opened), site(), PANEL)
    for number in range(1, int(count) + 1):
        stand.book()
        if number == WARM:
            # The collection at the end of each visit need not walk what stays: it took a third
            # of the time. What a visit leaves is found as before.
            gc.freeze()
        if number % max(1, int(count) // PARTS) == 0:
            print(json.dumps([number, _resident_mb()]), flush=True)
            print(f"visit {number}: {_resident_mb():.1f} MB", file=sys.stderr, flush=True)


def _resident_mb() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no VmRSS in /proc/self/status")


if __name__ == "__main__":
    main(*sys.argv[1:])
