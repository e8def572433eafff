"""The sheet of a panel: what is left of a screen on it, and what reaches the window."""

from dataclasses import replace

import pytest
from PIL import Image

from kiosk.screens.choose.view import EXAMPLES as CHOICES
from kiosk.screens.message.view import EXAMPLES as MESSAGES
from kiosk.screens.parts import Shown
from kiosk.widgets.sheet import Sheet
from tests.support.frames import FRAME, bare, shown
from tests.support.window import PANELS, TouchWindow

SMALL = PANELS["small"]
CHOICE = shown("choose", CHOICES["normal"])
BARE = shown("choose", CHOICES["normal"], bare("?"))
NO_WAY_BACK = shown("choose", CHOICES["normal"], replace(FRAME, back=None))
MESSAGE = shown("message", next(iter(MESSAGES.values())))
EVERY = (CHOICE, BARE, NO_WAY_BACK, MESSAGE)
NAMES = ("itself", "frame", "frame of its size", "kind")


def pixels(window: TouchWindow) -> bytes:
    window.frames(2)
    return bytes(window.terminal.export_as_image().texture.pixels)


def alone(window: TouchWindow, picture: Shown) -> bytes:
    """As it looks where nothing was before."""
    window.show(picture, SMALL)
    return pixels(window)


@pytest.mark.parametrize("after", EVERY, ids=NAMES)
@pytest.mark.parametrize("before", EVERY, ids=NAMES)
def test_sheet__has_nothing_of_the_screen_before(
    window: TouchWindow, before: Shown, after: Shown
) -> None:
    wanted = alone(window, after)
    window.show(before, SMALL)
    window.terminal.show(after)
    assert pixels(window) == wanted


@pytest.mark.parametrize("after", [BARE, MESSAGE], ids=["frame", "kind"])
def test_sheet__a_key_that_is_held_while_its_screen_goes_leaves_nothing(
    window: TouchWindow, after: Shown
) -> None:
    wanted = alone(window, after)
    window.show(CHOICE, SMALL)
    held = window.middle_of(CHOICES["normal"].answers[0].event)
    window.press(*held)
    window.terminal.show(after)
    window.frames(2)
    window.lift(*held)
    assert pixels(window) == wanted


def test_sheet__a_panel_that_is_forgotten_is_blank(window: TouchWindow) -> None:
    window.show(CHOICE, SMALL)
    assert pixels(window).strip(b"\0\xff") != b""
    window.terminal.forget()
    assert pixels(window).strip(b"\0\xff") == b""
    assert bytes(window.terminal._sheet._pixels).strip(b"\0\xff") == b""


@pytest.mark.usefixtures("window")
def test_sheet__paints_into_its_own_bytes() -> None:
    sheet = Sheet()
    sheet.fit(0, 4, 4, 4)
    sheet.put(Image.new("RGBA", (2, 1), "#010203"), 1, 2)
    assert bytes(sheet._pixels) == bytes(2 * 16 + 4) + b"\x01\x02\x03\xff" * 2 + bytes(4 + 16)
