"""The months in the real window."""

from dataclasses import replace

from kiosk.screens.month.layout import WeeksTurned
from kiosk.screens.month.view import EXAMPLES
from tests.support.frames import shown
from tests.support.window import PANELS, TouchWindow


def test_month__a_day_is_said_once(window: TouchWindow) -> None:
    window.show(shown("month", EXAMPLES["normal"]))
    window.tap_event("10月-19")
    assert window.said == ["10月-19"]


def test_month__a_day_that_has_passed_says_nothing(window: TouchWindow) -> None:
    window.show(shown("month", EXAMPLES["normal"]))
    x, y = window.middle_of("10月-19")
    pitch = window.middle_of("10月-20")[0] - x
    window.tap(x + pitch, y - 2 * pitch)
    assert window.said == []


def test_month__a_small_month_is_said_wherever_it_is_touched(window: TouchWindow) -> None:
    window.show(shown("month", EXAMPLES["normal"]))
    box = next(found.box for found in window.terminal.targets if found.event == "11月")
    window.tap(box.left + 3, box.bottom - 3)
    window.tap(box.right - 3, box.top + 3)
    assert window.said == ["11月", "11月"]


def test_month__another_month_is_shown_without_baking(window: TouchWindow) -> None:
    window.show(shown("month", EXAMPLES["normal"]))
    window.terminal.show(shown("month", replace(EXAMPLES["normal"], large=1)))
    window.frames(2)
    assert window.terminal.content.bakes == 1
    window.tap_event("11月-3")
    assert window.said == ["11月-3"]


def test_month__weeks_are_turned_by_the_screen_itself(window: TouchWindow) -> None:
    view = shown("month", EXAMPLES["second month"], scale=1.5)
    window.show(view, PANELS["small"])
    assert "11月-30" not in {found.event for found in window.terminal.targets}
    for page in (1, 2):
        if WeeksTurned(page) in {found.event for found in window.terminal.targets}:
            window.tap_event(WeeksTurned(page))
    assert window.said == []
    window.tap_event("11月-30")
    assert window.said == ["11月-30"]
