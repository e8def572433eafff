"""Every kind of screen, with every example, on every panel: nothing is cut, and all is in reach."""

from importlib import import_module
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from kiosk.theme import THEMES, Sizes
from kiosk.widgets.brush import Brush
from tests.support.checks import check
from tests.support.frames import FRAME, FRAME_EN, bare, shown
from tests.support.painting import laid
from tests.support.window import PANELS, Panel, TouchWindow

SCREENS = Path(__file__).parents[3] / "kiosk" / "screens"
#: Their keys are the widget's own; what comes out of them has files of its own.
TYPED_INTO = {"keyboard", "keypad", "typing"}
TOUCHED_MAX = 12
BARE = bare("?")


def kinds() -> list[str]:
    found = sorted(path.parent.name for path in SCREENS.glob("*/widget.py"))
    return [kind for kind in found if kind != "dock"]


def examples(kind: str) -> dict[str, Any]:
    found: dict[str, Any] = import_module(f"kiosk.screens.{kind}.view").EXAMPLES
    return found


@pytest.mark.parametrize("scale", (1.0, 1.25, 1.5))
@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("kind", kinds())
def test_screen__shows_all_of_its_view_within_reach(kind: str, panel: str, scale: float) -> None:
    size = PANELS[panel]
    brush = Brush(Sizes(size.px_per_mm, scale), THEMES["standard"])
    low = (False, True) if panel == "portrait" else (False,)
    for name, frame, reach in product(examples(kind), (FRAME, FRAME_EN), low):
        what = shown(kind, examples(kind)[name], frame, scale=scale, reach=reach)
        for one in laid(what, size):
            check(one, size, brush)


@pytest.mark.parametrize("kind", [kind for kind in kinds() if kind not in TYPED_INTO])
def test_screen__emits_what_is_touched_once(window: TouchWindow, kind: str) -> None:
    touched = 0
    for view in examples(kind).values():
        window.show(shown(kind, view, BARE), PANELS["small"])
        events = [t.event for t in window.terminal.targets if isinstance(t.event, str)]
        for event in list(dict.fromkeys(events))[:TOUCHED_MAX]:
            window.events.clear()
            window.tap_event(event)
            assert window.said == [event]
            touched += 1
    assert touched


@pytest.mark.parametrize("size", [(1, 1), (100, 100), (300, 60), (320, 250)])
@pytest.mark.parametrize("kind", kinds())
def test_screen__outlives_a_window_without_room(
    window: TouchWindow, kind: str, size: tuple[int, int]
) -> None:
    """As a window has for a moment while it opens."""
    for view in examples(kind).values():
        window.show(shown(kind, view), Panel(*size, 268))


LOOKS = [("standard", panel) for panel in PANELS] + [("contrast", "small"), ("dim", "small")]


@pytest.mark.parametrize(("theme", "panel"), LOOKS)
@pytest.mark.parametrize("kind", kinds())
def test_screen__is_drawn(
    window: TouchWindow, tmp_path: Path, kind: str, theme: str, panel: str
) -> None:
    view = next(iter(examples(kind).values()))
    window.show(shown(kind, view, theme=theme), PANELS[panel])
    with Image.open(window.picture(tmp_path / "seen.png")) as picture:
        assert picture.size == (PANELS[panel].width, PANELS[panel].height)
        colours = picture.convert("RGB").getcolors(1_000_000)
    assert colours
    drawn = {"#" + "".join(f"{part:02X}" for part in colour) for _, colour in colours}
    assert {THEMES[theme].paper, THEMES[theme].ink} <= drawn
