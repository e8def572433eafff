"""An X server of its own, without a screen anybody sees; a mouse and a keyboard at it, and eyes."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image, ImageGrab

__all__ = ["Display", "Window", "open_display", "why_no_display"]

PROGRAMS = ("Xvfb", "xdotool")
SIZE = "1600x1000x24"
ENDS_S = 20


@dataclass(frozen=True, slots=True)
class Window:
    """Where the window with the keyboard's focus stands."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Display:
    name: str

    def tool(self, *words: object) -> str:
        """xdotool, as a hand at this display."""
        done = subprocess.run(
            ["xdotool", *map(str, words)],
            env={**os.environ, "DISPLAY": self.name},
            capture_output=True,
            text=True,
            timeout=ENDS_S,
            check=True,
        )
        return done.stdout

    def click(self, x: int, y: int) -> None:
        self.tool("mousemove", x, y, "click", 1)

    def press_key(self, key: str) -> None:
        self.tool("key", key)

    def window(self) -> Window:
        told = self.tool("getwindowfocus", "getwindowgeometry", "--shell").split()
        known = dict(line.split("=") for line in told)
        return Window(*(int(known[key]) for key in ("X", "Y", "WIDTH", "HEIGHT")))

    def look(self, window: Window) -> Image.Image:
        right, bottom = window.left + window.width, window.top + window.height
        seen = ImageGrab.grab(xdisplay=self.name, bbox=(window.left, window.top, right, bottom))
        return seen.convert("RGB")


def why_no_display() -> str:
    """Why there can be none here; empty where there can."""
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    return f"not installed (Debian packages xvfb, xdotool): {missing}" if missing else ""


@contextmanager
def open_display() -> Iterator[Display]:
    """On the first free number."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", SIZE, "-nolisten", "tcp"],
        pass_fds=(writing,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        assert number, "Xvfb did not start"
        yield Display(f":{number}")
    finally:
        server.terminate()
        server.wait(ENDS_S)
