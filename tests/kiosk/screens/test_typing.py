"""A text typed on the screen: keys, marks of kana, endings of addresses, what is kept and gone."""

import pytest

from kiosk.screens.message.view import EXAMPLES as MESSAGES
from kiosk.screens.typing.layout import (
    Done,
    Erased,
    KeyTyped,
    Marked,
    PlaneChosen,
    Smalled,
)
from kiosk.screens.typing.letters import HALF_VOICED, VOICED, made_small, with_mark
from kiosk.screens.typing.view import EXAMPLES
from tests.support.frames import bare, shown
from tests.support.window import PANELS, TouchWindow

PORTRAIT = PANELS["portrait"]


def show(window: TouchWindow, example: str) -> TouchWindow:
    window.show(shown("typing", EXAMPLES[example], bare("?")), PORTRAIT)
    return window


def tap(window: TouchWindow, *events: object) -> None:
    for event in events:
        window.tap_event(event)


def test_typing__hands_on_what_was_typed(window: TouchWindow) -> None:
    show(window, "normal")
    tap(window, *(KeyTyped(kana) for kana in "オノ"), KeyTyped(" "), PlaneChosen(1), KeyTyped("A"))
    tap(window, Done())
    assert window.said == ["typed:オノ A"]


def test_typing__voices_and_makes_small(window: TouchWindow) -> None:
    show(window, "normal")
    tap(window, KeyTyped("カ"), Marked(VOICED), KeyTyped("ツ"), Smalled(), KeyTyped("ハ"))
    tap(window, Marked(HALF_VOICED), Done())
    assert window.said == ["typed:ガッパ"]


def test_typing__an_address_begins_with_what_is_there_and_ends_with_one_key(
    window: TouchWindow,
) -> None:
    show(window, "mail")
    tap(window, Erased(), KeyTyped("@docomo.ne.jp"), Done())
    assert window.said == ["typed:tar@docomo.ne.jp"]


def test_typing__takes_no_more_than_there_is_room_for(window: TouchWindow) -> None:
    show(window, "digits")
    tap(window, *(KeyTyped(digit) for digit in "123456789"))
    assert Done() not in {target.event for target in window.terminal.targets}
    tap(window, KeyTyped("0"), KeyTyped("1"))
    assert KeyTyped("2") not in {target.event for target in window.terminal.targets}
    tap(window, Done())
    assert window.said == ["typed:12345678901"]


def test_typing__keeps_what_is_typed_while_the_clock_ticks(window: TouchWindow) -> None:
    show(window, "normal")
    tap(window, KeyTyped("ア"))
    window.terminal.show(shown("typing", EXAMPLES["normal"], bare("!")))
    window.frames(2)
    tap(window, Done())
    assert window.said == ["typed:ア"]


def test_typing__nothing_but_spaces_is_nothing(window: TouchWindow) -> None:
    show(window, "normal")
    tap(window, KeyTyped(" "), KeyTyped(" "))
    assert Done() not in {target.event for target in window.terminal.targets}


def test_typing__forgets_the_text_when_it_is_left(window: TouchWindow) -> None:
    show(window, "normal")
    tap(window, KeyTyped("ア"))
    left = window.terminal.content
    window.terminal.show(shown("message", MESSAGES["bare"], bare("?")))
    assert left._text == ""


@pytest.mark.parametrize(
    ("text", "mark", "said"),
    [
        ("", VOICED, ""),
        ("カ", VOICED, "ガ"),
        ("ガ", VOICED, "カ"),
        ("バ", HALF_VOICED, "パ"),
        ("ア", VOICED, "ア"),
        ("ウ", VOICED, "ヴ"),
        ("A", VOICED, "A"),
    ],
)
def test_letters__a_mark_where_the_kana_takes_it(text: str, mark: str, said: str) -> None:
    assert with_mark(text, mark) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ""),
        ("ヤ", "ャ"),
        ("ャ", "ヤ"),
        ("つ", "っ"),
        ("カ", "カ"),
        ("B", "B"),
        ("a", "a"),
        ("{", "{"),
    ],
)
def test_letters__small_where_there_is_a_small_one(text: str, said: str) -> None:
    assert made_small(text) == said
