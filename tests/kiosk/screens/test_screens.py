"""Every kind of screen, with every example, on every panel: nothing is cut, and all is in reach."""

import math
from importlib import import_module
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from kiosk.screens.parts import Shown
from kiosk.theme import THEMES, Sizes
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.frame.lay import Layout, lay
from kiosk.widgets.ink import Line, Plate
from kiosk.widgets.stack import PageTurned
from kiosk.widgets.stage import Stage
from kiosk.widgets.tiles import Picture, Tile
from tests.support.frames import FRAME, FRAME_EN, bare, shown
from tests.support.window import PANELS, Panel, TouchWindow

SCREENS = Path(__file__).parents[3] / "kiosk" / "screens"
TARGET_MM = 20
APART_MM = 3
#: Text size, frame, reach: each text size, short and long words, high and low.
SETTINGS = (
    (1.0, FRAME, False),
    (1.25, FRAME_EN, False),
    (1.5, FRAME, False),
    (1.5, FRAME_EN, True),
)
#: Grids have tests of their own, with the least room that they are made for.
GRIDS = {"month", "board"}
PAGES_LOOKED_AT = 4
TOUCHED_MAX = 12
BARE = bare("?")


def kinds() -> list[str]:
    found = sorted(path.parent.name for path in SCREENS.glob("*/widget.py"))
    return [kind for kind in found if kind != "dock"]


def examples(kind: str) -> dict[str, Any]:
    found: dict[str, Any] = import_module(f"kiosk.screens.{kind}.view").EXAMPLES
    return found


ALL = [(kind, name) for kind in kinds() for name in examples(kind)]


def content(kind: str, stage: Stage) -> Any:
    return import_module(f"kiosk.screens.{kind}.widget").Content(stage)


def stage(panel: Panel, what: Shown) -> Stage:
    sizes = Sizes(panel.px_per_mm, what.text_scale)
    return Stage(lambda _: None, lambda _s, _b: None, sizes, THEMES[what.theme], what.pager)


def frame_of(what: Shown, panel: Panel, brush: Brush) -> Layout:
    return lay(brush, what.frame, panel.width, panel.height, reach=what.reach)


def pages(sheet: Any, view: object, box: Box) -> list[Picture]:
    """The first pages of a content and its last one."""
    sheet.show(view)
    found = [sheet.picture(box.width, box.height)]
    for _ in range(PAGES_LOOKED_AT):
        onward = [
            tile.event
            for tile in found[-1].tiles
            if isinstance(tile.event, PageTurned) and tile.event.page >= len(found)
        ]
        if not onward:
            return found
        sheet.taken(onward[0])
        found.append(sheet.picture(box.width, box.height))
    sheet.taken(PageTurned(10_000))
    return [*found, sheet.picture(box.width, box.height)]


def cut_texts(tiles: tuple[Tile, ...], brush: Brush) -> list[str]:
    """Lines that are wider or higher than where they stand, or that leave their tile."""
    return [
        ink.text
        for tile in tiles
        if isinstance(tile.look, Plate)
        for ink in tile.look.inks
        if isinstance(ink, Line) and not _fits(ink, tile.box, brush)
    ]


def _fits(line: Line, tile: Box, brush: Brush) -> bool:
    wide = brush.letters.width(line.text, line.role, line.bold)
    high = brush.letters.em(line.role)
    inside = line.box.inside(Box(0, 0, tile.width, tile.height))
    return inside and wide <= line.box.width + 1 and high <= line.box.height


def check(tiles: list[Tile], whole: Box, panel: Panel, brush: Brush) -> None:
    outside = [tile for tile in tiles if not tile.box.inside(whole)]
    assert not outside, f"outside of the panel: {outside[:1]}"
    assert cut_texts(tuple(tiles), brush) == []
    hit = [(a, b) for a, b in combinations(tiles, 2) if a.box.distance(b.box) < 0]
    assert not hit, f"one over the other: {hit[:1]}"
    targets = [tile.box for tile in tiles if tile.event is not None]
    least = math.floor(TARGET_MM * panel.px_per_mm)
    small = [box for box in targets if min(box.width, box.height) < least]
    assert not small, f"less than {TARGET_MM} mm: {small[:1]}"
    # The cells of a board touch each other, as those of a table do.
    keys = [t.box for t in tiles if t.event is not None and isinstance(t.look, Plate)]
    apart = math.floor(APART_MM * panel.px_per_mm)
    close = [(a, b) for a, b in combinations(keys, 2) if a.distance(b) < apart]
    assert not close, f"less than {APART_MM} mm apart: {close[:1]}"


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize(("kind", "name"), ALL)
def test_screen__shows_all_of_its_view_within_reach(kind: str, name: str, panel: str) -> None:
    for scale, frame, reach in SETTINGS:
        if reach and kind in GRIDS:
            continue
        what = shown(kind, examples(kind)[name], frame, scale=scale, reach=reach)
        size = PANELS[panel]
        sheet = content(kind, stage(size, what))
        layout = frame_of(what, size, sheet.brush)
        whole = Box(0, 0, size.width, size.height)
        check(list(layout.picture.tiles), whole, size, sheet.brush)
        for picture in pages(sheet, what.view, layout.content):
            inside = [
                Tile(t.box.moved(layout.content.left, layout.content.top), t.look, t.event)
                for t in picture.tiles
            ]
            check([*layout.picture.tiles, *inside], whole, size, sheet.brush)


@pytest.mark.parametrize(("kind", "name"), ALL)
def test_screen__emits_what_is_touched_once(window: TouchWindow, kind: str, name: str) -> None:
    window.show(shown(kind, examples(kind)[name], BARE), PANELS["small"])
    events = [t.event for t in window.terminal.targets if isinstance(t.event, str)]
    for event in list(dict.fromkeys(events))[:TOUCHED_MAX]:
        window.events.clear()
        window.tap_event(event)
        assert window.said == [event]


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
