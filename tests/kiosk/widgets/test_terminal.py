"""What the panel keeps, what it replaces, and what a finger does on it."""

import pytest

from kiosk.messages import Touched
from kiosk.screens.choose.view import EXAMPLES as CHOICES
from kiosk.screens.choose.view import Answer, View
from kiosk.screens.list.view import EXAMPLES as LISTS
from kiosk.screens.message.view import View as Message
from kiosk.screens.parts import Look, Press
from kiosk.widgets.stack import PageTurned
from tests.support.frames import FRAME, bare, shown
from tests.support.window import PANELS, TouchWindow

SMALL = PANELS["small"]
GO_ON = Press("続ける", "go-on", "check", Look.MAIN)


def counting(seconds: int) -> Message:
    return Message(("まだご利用ですか",), (GO_ON,), seconds, "attention")


def test_terminal__keeps_the_content_of_the_same_kind(window: TouchWindow) -> None:
    window.show(shown("message", counting(20)), SMALL)
    content = window.terminal.content
    window.terminal.show(shown("message", counting(19)))
    assert window.terminal.content is content


@pytest.mark.parametrize(
    "other",
    [
        shown("list", LISTS["empty"]),
        shown("message", counting(20), scale=1.25),
        shown("message", counting(20), theme="dim"),
    ],
    ids=["kind", "text size", "theme"],
)
def test_terminal__replaces_the_content_otherwise(window: TouchWindow, other: object) -> None:
    window.show(shown("message", counting(20)), SMALL)
    content = window.terminal.content
    window.terminal.show(other)
    assert window.terminal.content is not content
    assert content.parent is None


def test_terminal__says_that_it_was_touched_even_where_nothing_is(window: TouchWindow) -> None:
    window.show(shown("message", counting(20)), SMALL)
    window.tap(3, SMALL.height / 2)
    assert window.events == [Touched()]


def test_terminal__a_press_outlives_the_countdown(window: TouchWindow) -> None:
    window.show(shown("message", counting(20)), SMALL)
    place = window.middle_of("go-on")
    window.press(*place)
    window.terminal.show(shown("message", counting(19)))
    window.frames(2)
    window.lift(*place)
    assert window.said == ["go-on"]


def test_terminal__a_finger_that_slides_away_means_nothing(window: TouchWindow) -> None:
    window.show(shown("message", counting(20)), SMALL)
    window.press(*window.middle_of("go-on"))
    window.lift(*window.middle_of("stop"))
    assert window.said == []


def test_terminal__a_press_is_drawn(window: TouchWindow) -> None:
    window.show(shown("message", counting(20)), SMALL)
    content = window.terminal.content
    before = list(content._on_sheet)
    window.press(*window.middle_of("go-on"))
    assert content._on_sheet != before
    window.lift(*window.middle_of("go-on"))
    assert content._on_sheet == before


def test_terminal__pages_are_turned_by_touch(window: TouchWindow) -> None:
    window.show(shown("choose", CHOICES["many"]), SMALL)
    seen: list[str] = []
    for page in range(1, 100):
        seen += [e for e in events(window) if e.startswith("hall")]
        if PageTurned(page) not in {target.event for target in window.terminal.targets}:
            break
        window.tap_event(PageTurned(page))
    assert seen == [f"hall:{n}" for n in range(1, 201)]


def test_terminal__a_page_stays_while_the_answers_stay(window: TouchWindow) -> None:
    window.show(shown("choose", CHOICES["many"]), SMALL)
    window.tap_event(PageTurned(1))
    there = events(window)
    window.terminal.show(shown("choose", CHOICES["many"], bare("?")))
    window.terminal.show(shown("choose", CHOICES["many"], FRAME))
    window.frames(2)
    assert events(window) == there
    other = View(tuple(Answer(f"{n}番", f"other:{n}") for n in range(100)))
    window.terminal.show(shown("choose", other))
    window.frames(2)
    assert "other:0" in events(window)


def test_terminal__reach_asks_in_the_lower_half(window: TouchWindow) -> None:
    window.show(shown("choose", CHOICES["normal"], reach=True))
    tops = [target.box.top for target in window.terminal.targets]
    assert min(tops) >= PANELS["portrait"].height // 2


def events(window: TouchWindow) -> list[str]:
    return [t.event for t in window.terminal.targets if isinstance(t.event, str)]
