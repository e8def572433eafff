"""From ``scripts/run`` to the first frame, at a second start; and the memory it takes."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

from bench.figures import Figure, percentile, say

ROOT = Path(__file__).resolve().parent.parent
STARTS = 5
#: As a display would: the window is real, drawn by the same software renderer, and not shown.
SCREEN = {"DISPLAY": ":none", "SDL_VIDEODRIVER": "offscreen"}
AFTER_S = 5.0


def main() -> None:
    _Start()  # makes the sample centre and compiles what is compiled once
    starts = [_Start() for _ in range(STARTS)]
    commands = [start.command_s for start in starts]
    programs = [start.program_s for start in starts]
    say(
        [
            Figure("scripts/run to first frame, median", percentile(commands, 0.5), "s", "<= 3"),
            Figure("program to first frame, median", percentile(programs, 0.5), "s", "<= 2"),
            Figure("memory of the terminal", max(s.memory_mb for s in starts), "MB", "<= 220"),
        ]
    )


class _Start:
    """One start of the demonstration at 1080 x 1920, ended again."""

    def __init__(self) -> None:
        began = time.monotonic()
        command = [str(ROOT / "scripts" / "run"), "--height", "1920"]
        process = subprocess.Popen(
            command, env=os.environ | SCREEN, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
        )
        assert process.stderr is not None
        for line in process.stderr:
            if b'"first_frame"' in line:
                break
        self.command_s = time.monotonic() - began
        self.program_s = json.loads(line)["ms"] / 1000
        time.sleep(AFTER_S)
        self.memory_mb = _resident_mb(process.pid)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)


def _resident_mb(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("the terminal is gone")


if __name__ == "__main__":
    main()
