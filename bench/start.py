"""From the command to the first frame, at a second start; and the memory that a terminal takes."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench.figures import Figure, percentile, say

ROOT = Path(__file__).resolve().parent.parent
STARTS = 5
#: As with a display, but drawn by the same software renderer into memory.
SCREEN = {"DISPLAY": ":none", "SDL_VIDEODRIVER": "offscreen"}
STATE = ROOT / "var" / "demonstration" / "terminal"
#: A terminal of its own, whose centre and printer are away: what it draws is its own copy.
CONFIG = """
municipality = "ono"
centre_url = "http://127.0.0.1:9"
state_dir = "{state}"
[panel]
fullscreen = false
[card_reader]
driver = "simulated"
[ticket_printer]
driver = "escpos"
settings = {{ host = "127.0.0.1" }}
"""
AFTER_S = 5.0
#: The clock on the screen has turned: the picture has changed, in the other buffer of the window.
MINUTE_S = 65.0


def main() -> None:
    demonstration = [str(ROOT / "scripts" / "run"), "--height", "1920"]
    _Start(demonstration)  # makes the sample centre, and compiles what is compiled once
    demonstrations = [_Start(demonstration) for _ in range(STARTS)]
    with tempfile.NamedTemporaryFile("w", suffix=".toml") as config:
        config.write(CONFIG.format(state=STATE))
        config.flush()
        terminal = [sys.executable, str(ROOT / "main.py"), "--config", config.name]
        terminals = [_Start(terminal) for _ in range(STARTS)]
        rested = _Start(terminal, after_s=MINUTE_S)
    say(
        [
            _median("scripts/run to the first frame", demonstrations, "<= 3"),
            _median("a terminal's start to the first frame", terminals, "<= 2"),
            Figure("memory of a terminal after a minute", rested.memory_mb, "MB", "<= 220"),
            Figure(
                "memory of the demonstration, with its dock",
                max(s.memory_mb for s in demonstrations),
                "MB",
            ),
        ]
    )


class _Start:
    """One start at 1080 x 1920, looked at after some time, and ended."""

    def __init__(self, command: Sequence[str], after_s: float = AFTER_S) -> None:
        began = time.monotonic()
        process = subprocess.Popen(
            command, env=os.environ | SCREEN, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
        )
        try:
            self._look(process, began, after_s)
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=60)

    def _look(self, process: "subprocess.Popen[bytes]", began: float, after_s: float) -> None:
        assert process.stderr is not None
        if not any(_is_first_frame(line) for line in process.stderr):
            raise RuntimeError(f"{process.args!r}: ended before its first frame")
        self.seconds = time.monotonic() - began
        time.sleep(after_s)
        self.memory_mb = _resident_mb(process.pid)


def _is_first_frame(line: bytes) -> bool:
    return line.startswith(b"{") and json.loads(line)["code"] == "first_frame"


def _median(name: str, starts: Sequence[_Start], aim: str) -> Figure:
    return Figure(
        f"{name}, median of {STARTS}", percentile((s.seconds for s in starts), 0.5), "s", aim
    )


def _resident_mb(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("the terminal is gone")


if __name__ == "__main__":
    main()
