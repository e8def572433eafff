"""A screen walked through by keys: in the order of reading, all of it, and pressed."""

import pytest

from kiosk.messages import Touched
from kiosk.widgets.box import Box
from kiosk.widgets.order import reading_order
from tests.kiosk.screens.test_screens import examples, kinds
from tests.support.frames import FRAME, shown
from tests.support.window import PANELS, TouchWindow

TAB, ENTER, UP, LETTER = 9, 13, 273, 97


def test_order__is_line_by_line_from_the_left() -> None:
    boxes = [Box(0, 100, 50, 50), Box(60, 4, 50, 50), Box(0, 0, 50, 50), Box(60, 90, 50, 50)]
    assert reading_order(boxes) == [2, 1, 0, 3]
    assert reading_order([]) == []


@pytest.mark.parametrize("panel", ["portrait", "landscape"])
@pytest.mark.parametrize("kind", kinds())
def test_keys__reach_everything_once_and_come_round(
    window: TouchWindow, kind: str, panel: str
) -> None:
    window.show(shown(kind, next(iter(examples(kind).values()))), PANELS[panel])
    boxes = [target.box for target in window.terminal.targets]
    reached = []
    for _ in boxes:
        window.terminal.key_down(TAB)
        window.frames(2)
        reached.append(window.terminal.ring.box)
    assert sorted(map(repr, reached)) == sorted(map(repr, boxes))
    window.terminal.key_down(TAB)
    window.frames(2)
    assert window.terminal.ring.box == reached[0]
    assert set(window.said) == set()


def test_keys__press_what_is_in_the_ring_and_go_back(window: TouchWindow) -> None:
    window.show(shown("choose", examples("choose")["two"]))
    for code in (TAB, TAB, UP, ENTER):
        assert window.terminal.key_down(code)
    assert window.said == ["yes"]
    assert window.events.count(Touched()) == 4
    assert not window.terminal.key_down(LETTER)


def test_keys__come_to_the_page_before_its_settings(window: TouchWindow) -> None:
    window.show(shown("message", examples("message")["bare"], FRAME), PANELS["landscape"])
    said = []
    for _ in range(8):
        window.terminal.key_down(TAB)
        window.terminal.key_down(ENTER)
        said += window.said
        window.events.clear()
    assert said == ["back", "stop", "next", "text", "theme", "language", "reach", "staff"]


def test_keys__ring_goes_where_a_finger_comes(window: TouchWindow) -> None:
    window.show(shown("choose", examples("choose")["two"]))
    window.terminal.key_down(TAB)
    window.frames(2)
    assert window.terminal.ring.box is not None
    window.tap(10, 10)
    assert window.terminal.ring.box is None


def test_keys__before_anything_is_shown_are_nothing(window: TouchWindow) -> None:
    window.show(shown("choose", examples("choose")["two"]))
    window.terminal.forget()
    assert not window.terminal.key_down(TAB)
