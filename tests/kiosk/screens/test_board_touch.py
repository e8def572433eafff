"""The board in the real window: a finger chooses, and the texture stays the same one."""

from dataclasses import replace
from pathlib import Path

from PIL import Image

from kiosk.screens.board.turns import Turn
from kiosk.screens.board.view import EXAMPLES, View, example
from kiosk.theme import THEMES
from kiosk.widgets.terminal import Target
from tests.support.frames import shown
from tests.support.window import PANELS, TouchWindow

COURTS = tuple(f"{n}面" for n in range(1, 7))
FREE = example("...... " * 13, COURTS)
CHOSEN = example("...... " * 5 + "..v... ..v... ..v... " + "...... " * 5, COURTS, "3面 14:00–17:00")
PRESSED = THEMES["standard"].pressed


def update(window: TouchWindow, view: View) -> None:
    window.terminal.show(shown("board", view))
    window.frames(2)


def target(window: TouchWindow, event: object) -> Target:
    return next(found for found in window.terminal.targets if found.event == event)


def colour(window: TouchWindow, tmp_path: Path, event: object) -> str:
    """Of a cell, near its left edge, where neither symbol nor word stands."""
    box = target(window, event).box
    with Image.open(window.picture(tmp_path / "seen.png")) as picture:
        red, green, blue = picture.convert("RGB").getpixel((box.left + 14, box.top + 20))
    return f"#{red:02X}{green:02X}{blue:02X}"


def test_board__a_touch_is_said_once(window: TouchWindow) -> None:
    window.show(shown("board", FREE))
    window.tap_event("14-2")
    assert window.said == ["14-2"]


def test_board__says_nothing_before_the_finger_is_lifted(
    window: TouchWindow, tmp_path: Path
) -> None:
    window.show(shown("board", FREE))
    assert colour(window, tmp_path, "14-2") == THEMES["standard"].key
    x, y = window.middle_of("14-2")
    window.press(x, y)
    assert window.said == []
    assert colour(window, tmp_path, "14-2") == PRESSED
    window.lift(x, y)
    assert window.said == ["14-2"]
    assert colour(window, tmp_path, "14-2") == THEMES["standard"].key


def test_board__a_finger_that_slides_away_takes_it_back(
    window: TouchWindow, tmp_path: Path
) -> None:
    window.show(shown("board", FREE))
    x, y = window.middle_of("14-2")
    window.press(x, y)
    window.finger.slide(*window.middle_of("18-5"))
    window.lift(*window.middle_of("18-5"))
    assert window.said == []
    assert colour(window, tmp_path, "14-2") == THEMES["standard"].key


def test_board__a_finger_that_slides_a_little_still_means_it(window: TouchWindow) -> None:
    window.show(shown("board", FREE))
    box = target(window, "14-2").box
    window.press(box.right - 2, box.top + 20)
    window.finger.slide(box.right + 10, box.top + 20)
    window.lift(box.right + 10, box.top + 20)
    assert window.said == ["14-2"]


def test_board__a_cell_that_is_taken_under_the_finger_is_not_said(window: TouchWindow) -> None:
    window.show(shown("board", FREE))
    x, y = window.middle_of("14-2")
    window.press(x, y)
    update(window, example("...... " * 5 + "..x... " + "...... " * 7, COURTS))
    window.lift(x, y)
    assert window.said == []


def test_board__a_full_cell_says_nothing(window: TouchWindow) -> None:
    window.show(shown("board", FREE))
    x, y = window.middle_of("14-2")
    update(window, example("xxxxxx " * 13, COURTS))
    window.tap(x, y)
    assert window.said == []


def test_board__choosing_bakes_nothing(window: TouchWindow, tmp_path: Path) -> None:
    window.show(shown("board", FREE))
    sheet = window.terminal.content
    bakes = sheet.bakes
    assert bakes == 1
    update(window, CHOSEN)
    assert [colour(window, tmp_path, f"{hour}-2") for hour in (13, 14, 15, 16, 17)] == [
        THEMES["standard"].key,
        PRESSED,
        PRESSED,
        PRESSED,
        THEMES["standard"].key,
    ]
    update(window, FREE)
    assert colour(window, tmp_path, "15-2") == THEMES["standard"].key
    assert sheet.bakes == bakes


def test_board__another_day_bakes_nothing_where_it_is_laid_alike(window: TouchWindow) -> None:
    window.show(shown("board", FREE))
    update(window, example("x.x.x. " * 13, COURTS, "この日は"))
    assert window.terminal.content.bakes == 1


def test_board__other_courts_are_baked_anew(window: TouchWindow) -> None:
    window.show(shown("board", FREE))
    update(window, EXAMPLES["one court"])
    assert window.terminal.content.bakes == 2


def test_board__keeps_its_page_from_day_to_day(window: TouchWindow) -> None:
    view = EXAMPLES["twenty courts"]
    window.show(shown("board", view), PANELS["small"])
    window.tap_event(Turn(0, 1))
    assert window.said == []
    page = [found.event for found in window.terminal.targets]
    window.terminal.show(shown("board", replace(view, summary="ほかの日")))
    window.frames(2)
    assert [found.event for found in window.terminal.targets] == page


def test_board__another_room_begins_on_its_first_page(window: TouchWindow) -> None:
    view = EXAMPLES["twenty courts"]
    window.show(shown("board", view), PANELS["small"])
    window.tap_event(Turn(0, 1))
    update(window, replace(view, courts=tuple(f"台{n}" for n in range(20))))
    window.frames(2)
    events = {found.event for found in window.terminal.targets}
    assert Turn(0, 1) in events


def test_board__a_second_finger_is_not_taken(window: TouchWindow) -> None:
    window.show(shown("board", FREE))
    window.press(*window.middle_of("14-2"))
    window.press(*window.middle_of("18-5"))
    window.lift(*window.middle_of("18-5"))
    assert "18-5" not in window.said
