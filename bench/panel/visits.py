"""``python -m bench.panel.visits COUNT``: resident memory in MB after visit 100, 200 ..., as JSON.

Each visit is a whole booking, touched key by key on the real window, off screen; centre, card and
printer answer at the edge of the effects. The panel is small, for what is kept does not depend on
how many pixels are drawn, and a thousand visits shall take minutes.
"""

import json
import sys
from pathlib import Path

from tests.kiosk.flow.journey import site
from tests.support.stand import Stand
from tests.support.window import Panel, open_window

PANEL = Panel(270, 480, 268)
EACH = 100


def main(count: str) -> None:
    opened = open_window()
    stand, resident_mb = Stand(next(opened), site(), PANEL), {}
    for number in range(1, int(count) + 1):
        stand.book()
        if number % EACH == 0:
            resident_mb[number] = _resident_mb()
            print(f"visit {number}: {resident_mb[number]:.1f} MB", file=sys.stderr, flush=True)
    json.dump(resident_mb, sys.stdout)


def _resident_mb() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no VmRSS in /proc/self/status")


if __name__ == "__main__":
    main(*sys.argv[1:])
