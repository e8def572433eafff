"""The demonstration as someone starts it: a window on an X display, a mouse, and SIGTERM."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from kiosk.theme import THEMES
from tests.support.waiting import wait_until
from tests.support.x_display import Display, Window, open_display, why_no_display

ROOT = Path(__file__).resolve().parents[2]
HEIGHT, PANEL_WIDTH = 960, 540
#: The first start makes a centre with its sample residents; later ones only open the window.
BEGINS_S, ENDS_S = 120, 30
COLOURS = THEMES["standard"]
KEYS = ("Escape", "F1", "alt+F4", "ctrl+c", "ctrl+q", "F11")


@pytest.fixture(scope="module")
def display() -> Iterator[Display]:
    if why := why_no_display():
        pytest.skip(why)
    with open_display() as made:
        yield made


@dataclass
class Demonstration:
    process: "subprocess.Popen[bytes]"
    journal: Path

    @property
    def lines(self) -> list[dict[str, object]]:
        """Nothing but lines of the journal comes out there."""
        whole = self.journal.read_text().rpartition("\n")[0]
        return [json.loads(line) for line in whole.splitlines()]

    def codes(self) -> list[object]:
        return [line["code"] for line in self.lines]

    def is_online(self) -> bool:
        return [line["up"] for line in self.lines if line["code"] == "line"][-1:] == [True]

    def children(self) -> list[int]:
        told = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in told.split()]


@pytest.fixture
def demonstration(display: Display, tmp_path: Path) -> Iterator[Demonstration]:
    journal = tmp_path / "journal"
    with journal.open("wb") as errors:
        process = subprocess.Popen(
            [
                sys.executable,
                "main.py",
                "--state",
                str(tmp_path / "state"),
                "--height",
                str(HEIGHT),
            ],
            cwd=ROOT,
            env={**os.environ, "DISPLAY": display.name, "SDL_VIDEODRIVER": "x11"},
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
    made = Demonstration(process, journal)
    try:
        wait_until(lambda: "first_frame" in made.codes(), "it draws", BEGINS_S)
        wait_until(made.is_online, "the line is up", BEGINS_S)
        yield made
    finally:
        process.terminate()
        try:
            process.wait(ENDS_S)
        finally:
            process.kill()
            process.wait()


def panel(picture: Image.Image) -> Image.Image:
    return picture.crop((0, 0, PANEL_WIDTH, HEIGHT))


def dock(picture: Image.Image) -> Image.Image:
    return picture.crop((PANEL_WIDTH, 0, picture.width, HEIGHT))


def middle_of(picture: Image.Image, colour: str) -> tuple[int, int]:
    """Of the uppermost thing of this colour: the middle of its first run of rows."""
    like = same(picture, colour)
    left, top, right, _ = like.getbbox()
    column = like.crop((left + 2, top, left + 3, picture.height)).tobytes()
    return (left + right) // 2, top + column.find(b"\0") // 2


def share_of(picture: Image.Image, colour: str) -> float:
    return same(picture, colour).histogram()[255] / (picture.width * picture.height)


def same(picture: Image.Image, colour: str) -> Image.Image:
    """White where the picture has this colour, and black elsewhere."""
    unequal = ImageChops.difference(picture, Image.new("RGB", picture.size, colour))
    red, green, blue = (band.point(lambda value: value and 255) for band in unequal.split())
    return ImageChops.invert(ImageChops.lighter(ImageChops.lighter(red, green), blue))


@dataclass(frozen=True)
class Eyes:
    """On the demonstration's window."""

    display: Display
    window: Window

    def look(self) -> Image.Image:
        return self.display.look(self.window)

    def wait_for(self, what: str, is_there: Callable[[Image.Image], bool]) -> Image.Image:
        """The whole window, once its panel is so."""
        wait_until(lambda: is_there(panel(self.look())), what)
        return self.look()

    def click(self, colour: str) -> None:
        """The middle of the uppermost thing on the panel that has this colour."""
        across, down = middle_of(panel(self.look()), colour)
        self.display.click(self.window.left + across, self.window.top + down)


def is_home(seen: Image.Image) -> bool:
    """Two large tiles; and the word that nobody can be reached has gone."""
    return share_of(seen, COLOURS.main) > 0.2 and share_of(seen, COLOURS.attention) == 0


def test_window__is_clicked_withstands_keys_and_ends_when_told(
    display: Display, demonstration: Demonstration, tmp_path: Path
) -> None:
    window = display.window()
    assert (window.width > PANEL_WIDTH, window.height) == (True, HEIGHT)
    eyes = Eyes(display, window)
    home = eyes.wait_for("the first screen", is_home)
    home.save(tmp_path / "home.png")
    # The panel is light, and the dock beside it is dark.
    assert share_of(panel(home), COLOURS.paper) > 0.2
    assert share_of(dock(home), THEMES["dim"].paper) > 0.5

    eyes.click(COLOURS.main)
    second = eyes.wait_for("the next screen", lambda seen: share_of(seen, COLOURS.main) < 0.1)
    second.save(tmp_path / "second.png")
    assert share_of(panel(second), COLOURS.paper) > 0.2
    assert ImageChops.difference(dock(home), dock(second)).getbbox() is None

    for key in KEYS:
        display.press_key(key)
    # A click that comes after the keys is answered: they were taken, and changed nothing.
    eyes.click(COLOURS.stop)
    eyes.wait_for("the first screen again", is_home)
    assert demonstration.process.poll() is None
    assert display.window() == window

    centre = demonstration.children()
    assert centre
    demonstration.process.terminate()
    assert demonstration.process.wait(ENDS_S) == 0
    assert [pid for pid in centre if Path(f"/proc/{pid}").exists()] == []
    assert demonstration.codes()[-1] == "stopped"
    assert {"fault", "thread_failed"} & set(demonstration.codes()) == set()
