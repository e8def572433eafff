"""A password: masked, seen while a finger asks for it, sealed, and then nowhere."""

import gc

import pytest

from kiosk.screens.keyboard.layout import CharacterTyped, Done, Erased, Revealed
from kiosk.screens.keyboard.secret import Secret
from kiosk.screens.keyboard.strength import Strength, strength_of
from kiosk.screens.keyboard.view import EXAMPLES, View
from kiosk.screens.message.view import EXAMPLES as MESSAGES
from kiosk.widgets.ink import Bar, Line, Plate
from tests.support.frames import bare, shown
from tests.support.window import PANELS, TouchWindow

VIEW = EXAMPLES["normal"]
SMALL = PANELS["small"]


def type_in(window: TouchWindow, text: str) -> None:
    for character in text:
        window.tap_event(CharacterTyped(character))


def field_inks(window: TouchWindow) -> tuple[object, ...]:
    """What stands in the field: the only plate with an edge in ink."""
    looks = [tile.look for tile in window.terminal.content.shown.tiles]
    return next(look.inks for look in looks if isinstance(look, Plate) and look.edge == "ink")


def letters(window: TouchWindow) -> str:
    return "".join(ink.text for ink in field_inks(window) if isinstance(ink, Line))


@pytest.fixture
def keyboard(window: TouchWindow) -> TouchWindow:
    window.show(shown("keyboard", VIEW, bare("?")), SMALL)
    return window


def test_keyboard__seals_what_was_typed_and_emits_only_the_box(keyboard: TouchWindow) -> None:
    type_in(keyboard, "a1b2c")
    keyboard.tap_event(Done())
    assert keyboard.sealed == [("card", b"a1b2c")]
    assert keyboard.said == ["sealed:key-1:AAAA"]


def test_keyboard__shows_a_dot_for_each_character(keyboard: TouchWindow) -> None:
    type_in(keyboard, "a1b")
    assert sum(isinstance(ink, Bar) for ink in field_inks(keyboard)) == 3
    assert letters(keyboard) == ""


def test_keyboard__shows_the_characters_while_the_key_is_held(keyboard: TouchWindow) -> None:
    type_in(keyboard, "a1b")
    place = keyboard.middle_of(Revealed())
    keyboard.press(*place)
    assert letters(keyboard) == "a1b"
    keyboard.lift(*place)
    assert letters(keyboard) == ""


def test_keyboard__hides_the_characters_when_the_finger_slides_off(keyboard: TouchWindow) -> None:
    type_in(keyboard, "a1b")
    keyboard.press(*keyboard.middle_of(Revealed()))
    keyboard.lift(5, 5)
    assert letters(keyboard) == ""


def test_keyboard__done_is_there_only_when_there_is_enough(keyboard: TouchWindow) -> None:
    type_in(keyboard, "abc")
    assert Done() not in {target.event for target in keyboard.terminal.targets}
    type_in(keyboard, "d")
    assert Done() in {target.event for target in keyboard.terminal.targets}


def test_keyboard__erases_the_last_character(keyboard: TouchWindow) -> None:
    type_in(keyboard, "abcde")
    keyboard.tap_event(Erased())
    keyboard.tap_event(Done())
    assert keyboard.sealed == [("card", b"abcd")]


def test_keyboard__takes_no_more_than_is_allowed(window: TouchWindow) -> None:
    window.show(shown("keyboard", EXAMPLES["digits"], bare("?")), SMALL)
    type_in(window, "1234")
    assert CharacterTyped("5") not in {target.event for target in window.terminal.targets}


def test_keyboard__has_a_key_for_each_character_that_is_allowed(keyboard: TouchWindow) -> None:
    keys = [t.event for t in keyboard.terminal.targets if isinstance(t.event, CharacterTyped)]
    assert {key.character for key in keys} <= set("".join(VIEW.rows))
    assert len(keys) == len(set(keys))


def test_keyboard__keeps_what_is_typed_while_the_clock_ticks(keyboard: TouchWindow) -> None:
    type_in(keyboard, "abcd")
    keyboard.terminal.show(shown("keyboard", VIEW, bare("!")))
    keyboard.frames(2)
    keyboard.tap_event(Done())
    assert keyboard.sealed == [("card", b"abcd")]


def test_keyboard__another_subject_begins_with_nothing(keyboard: TouchWindow) -> None:
    type_in(keyboard, "abcd")
    secret = keyboard.terminal.content._secret
    other = View("other", VIEW.label, VIEW.rows, 4, 12, VIEW.sealed, "決定", "消す", "表示する")
    keyboard.terminal.show(shown("keyboard", other, bare("?")))
    keyboard.frames(2)
    assert not any(secret._bytes)
    assert Done() not in {target.event for target in keyboard.terminal.targets}


@pytest.mark.parametrize("way", ["sealed", "left"])
def test_keyboard__overwrites_the_characters(keyboard: TouchWindow, way: str) -> None:
    type_in(keyboard, "wxyz")
    secret = keyboard.terminal.content._secret
    assert secret.copy() == b"wxyz"
    if way == "sealed":
        keyboard.tap_event(Done())
    else:
        keyboard.terminal.show(shown("message", MESSAGES["bare"], bare("?")))
    assert not any(secret._bytes)
    assert len(secret) == 0


def test_keyboard__no_string_of_the_password_is_left(keyboard: TouchWindow) -> None:
    type_in(keyboard, "q7xj")
    keyboard.press(*keyboard.middle_of(Revealed()))
    keyboard.lift(*keyboard.middle_of(Revealed()))
    found = [o for o in gc.get_objects() if type(o) is tuple and o == tuple("q7xj")]
    keyboard.tap_event(Done())
    keyboard.sealed.clear()
    del found
    gc.collect()
    left = [o for o in gc.get_objects() if isinstance(o, list | tuple) and _says(o, "q7xj")]
    assert left == []


def new(window: TouchWindow) -> TouchWindow:
    window.show(shown("keyboard", EXAMPLES["new"], bare("?")), SMALL)
    return window


def words(window: TouchWindow) -> str:
    looks = [tile.look for tile in window.terminal.content.shown.tiles]
    plates = [look for look in looks if isinstance(look, Plate)]
    return "".join(ink.text for look in plates for ink in look.inks if isinstance(ink, Line))


def test_keyboard__a_new_one_is_typed_twice_and_sealed_once(window: TouchWindow) -> None:
    new(window)
    for _ in range(2):
        assert window.sealed == []
        type_in(window, "abcd1234")
        window.tap_event(Done())
    assert window.sealed == [("card", b"abcd1234")]
    assert window.said == ["sealed:key-1:AAAA"]


def test_keyboard__two_that_differ_are_both_forgotten(window: TouchWindow) -> None:
    type_in(new(window), "abcd1234")
    first = window.terminal.content._secret
    window.tap_event(Done())
    type_in(window, "abcd1235")
    window.tap_event(Done())
    assert window.sealed == []
    assert "2回の入力がちがいました" in words(window)
    assert not any(first._bytes)
    assert Done() not in {target.event for target in window.terminal.targets}


def test_keyboard__a_new_one_must_be_mixed(window: TouchWindow) -> None:
    """KM-21: a letter and a digit at least."""
    type_in(new(window), "abcdefgh")
    assert Done() not in {target.event for target in window.terminal.targets}
    assert "文字と数字をまぜてください" in words(window)
    type_in(window, "1")
    assert Done() in {target.event for target in window.terminal.targets}


def test_keyboard__whoever_leaves_between_the_two_leaves_nothing(window: TouchWindow) -> None:
    type_in(new(window), "abcd1234")
    first = window.terminal.content._secret
    window.tap_event(Done())
    window.terminal.show(shown("message", MESSAGES["bare"], bare("?")))
    assert not any(first._bytes)


@pytest.mark.parametrize(
    ("typed", "mixed", "strength"),
    [
        ("abc1234", True, Strength.WANTED),
        ("abcdefgh", True, Strength.UNMIXED),
        ("12345678", True, Strength.UNMIXED),
        ("aaaa1111", True, Strength.WEAK),
        ("12345678", False, Strength.WEAK),
        ("87654321", False, Strength.WEAK),
        ("kasaharu", False, Strength.WEAK),
        ("haru2025", True, Strength.FAIR),
        ("haru2025kasa", True, Strength.STRONG),
    ],
)
def test_strength__by_length_kinds_and_different_characters(
    typed: str, mixed: bool, strength: Strength
) -> None:
    secret = Secret(16)
    for character in typed:
        secret.add(character)
    assert strength_of(secret, 8, mixed=mixed) is strength


def _says(things: list[object] | tuple[object, ...], password: str) -> bool:
    return len(things) == len(password) and list(things) == list(password)


def test_secret__characters_of_any_width() -> None:
    secret = Secret(3)
    for character in "aあ𠮷":
        secret.add(character)
    assert secret.characters() == ("a", "あ", "𠮷")
    secret.erase()
    assert secret.copy() == "aあ".encode()
    assert secret._bytes[4:] == bytes(8)


def test_secret__is_full_and_is_empty() -> None:
    secret = Secret(1)
    secret.add("a")
    secret.add("b")
    assert (len(secret), secret.copy()) == (1, b"a")
    secret.erase()
    secret.erase()
    assert (len(secret), secret.copy()) == (0, b"")
