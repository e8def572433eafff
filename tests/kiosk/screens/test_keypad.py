"""A number by large keys."""

import pytest

from kiosk.screens.keypad.layout import DigitTyped, Done, Erased
from kiosk.screens.keypad.view import EXAMPLES
from tests.support.frames import bare, shown
from tests.support.window import PANELS, TouchWindow


@pytest.fixture
def keypad(window: TouchWindow) -> TouchWindow:
    window.show(shown("keypad", EXAMPLES["normal"], bare("?")), PANELS["small"])
    return window


def type_in(window: TouchWindow, digits: str) -> None:
    for digit in digits:
        window.tap_event(DigitTyped(digit))


def test_keypad__hands_on_the_digits(keypad: TouchWindow) -> None:
    type_in(keypad, "12345670")
    keypad.tap_event(Done())
    assert keypad.said == ["entered:12345670"]


def test_keypad__erases_and_waits_until_there_are_enough(keypad: TouchWindow) -> None:
    type_in(keypad, "12345678")
    keypad.tap_event(Erased())
    assert Done() not in {target.event for target in keypad.terminal.targets}
    type_in(keypad, "9")
    keypad.tap_event(Done())
    assert keypad.said == ["entered:12345679"]


def test_keypad__takes_no_more_digits_than_there_can_be(keypad: TouchWindow) -> None:
    type_in(keypad, "12345678")
    assert DigitTyped("9") not in {target.event for target in keypad.terminal.targets}


def test_keypad__keeps_the_digits_when_the_view_gets_an_error(keypad: TouchWindow) -> None:
    type_in(keypad, "12345678")
    keypad.terminal.show(shown("keypad", EXAMPLES["error"], bare("?")))
    keypad.frames(2)
    keypad.tap_event(Done())
    assert keypad.said == ["entered:12345678"]
