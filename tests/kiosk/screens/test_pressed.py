"""Every key of every kind of screen looks another way while a finger is on it."""

from importlib import import_module
from pathlib import Path

import pytest

from kiosk.theme import THEMES
from tests.support.frames import shown
from tests.support.window import PANELS, TouchWindow

SCREENS = Path(__file__).parents[3] / "kiosk" / "screens"
KINDS = sorted({path.parent.name for path in SCREENS.glob("*/widget.py")} - {"dock"})


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("kind", KINDS)
def test_key__is_seen_pressed(window: TouchWindow, kind: str, theme: str) -> None:
    tried = set()
    for view in import_module(f"kiosk.screens.{kind}.view").EXAMPLES.values():
        window.show(shown(kind, view, theme=theme), PANELS["small"])
        content = window.terminal.content
        for tile in content.shown.tiles:
            if tile.event is None or tile.look in tried:
                continue
            tried.add(tile.look)
            size = (tile.box.width, tile.box.height)
            looks = [
                tile.look.paint(content.brush, *size, pressed=pressed).tobytes()
                for pressed in (False, True)
            ]
            assert looks[0] != looks[1], tile
