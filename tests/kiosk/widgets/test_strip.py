"""The strip with a long name: no row more than its lines need, unless the line is down."""

from dataclasses import replace

import pytest

from kiosk.theme import THEMES, Sizes
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.frame.strip import strip
from tests.support.checks import cut_texts, texts
from tests.support.frames import FRAME_EN

BRUSH = Brush(Sizes(3.8, 1.5), THEMES["standard"])
LONG = "Kumamoto City sports booking · City General Gymnasium and Youth Hall (Nurse Power Arena)"
UP = replace(FRAME_EN, place=LONG, line_up=True, line_text="Connected", unsent_text="")
DOWN = replace(UP, line_up=False, line_text="The centre cannot be reached")


def height(frame: object) -> int:
    tiles, rest = strip(BRUSH, frame, Box(0, 0, 1250, 700), "strip")
    assert cut_texts(tiles, BRUSH) == []
    assert "".join(texts(tiles)).count("Arena") == 1
    return 700 - rest.height


def test_strip__of_a_long_place_has_the_line_beside_the_clock() -> None:
    assert height(UP) < height(DOWN)


@pytest.mark.parametrize("width", range(700, 1900, 100))
def test_strip__is_never_cut(width: int) -> None:
    for frame in (UP, DOWN):
        tiles, _ = strip(BRUSH, frame, Box(0, 0, width, 700), "strip")
        assert cut_texts(tiles, BRUSH) == []
        assert frame.clock in list(texts(tiles))
