"""The small map of a ticket: within its frame, two places with their words, however they lie."""

from dataclasses import replace

import pytest

from kiosk.devices.ticket_printer.raster import render
from kiosk.devices.ticket_printer.sketch import draw
from kiosk.devices.ticket_printer.ticket import Sketch
from kiosk.devices.ticket_printer.typesetting import BLACK, WHITE, Face, Typesetter
from kiosk.fonts import find_fonts
from tests.devices.papers import BOOKED, TO_ACT

FACE = Face(26, bold=True)
CORNERS = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)]


def picture(sketch: Sketch, width: int = 560):
    return draw(sketch, Typesetter(find_fonts()), width, FACE)


def test_sketch__makes_the_ticket_longer_and_no_wider() -> None:
    with_map = render(replace(BOOKED, sketch=TO_ACT), 576, find_fonts())
    without = render(BOOKED, 576, find_fonts())
    assert with_map.width == without.width == 576
    assert 200 < with_map.height - without.height < 480


@pytest.mark.parametrize("shape", [0.3, 0.7, 1.0, 4.0])
@pytest.mark.parametrize("width", [368, 560])
def test_sketch__is_no_wider_than_the_paper(shape: float, width: int) -> None:
    drawn = picture(replace(TO_ACT, shape=shape), width)
    assert drawn.width <= width
    assert drawn.height <= 0.6 * width + 1


@pytest.mark.parametrize("goal", CORNERS)
@pytest.mark.parametrize("here", [*CORNERS, None])
def test_sketch__keeps_its_frame_whatever_lies_at_the_edge(goal, here) -> None:
    drawn = picture(replace(TO_ACT, goal=goal, here=here))
    across = [drawn.getpixel((x, y)) for x in range(drawn.width) for y in (0, drawn.height - 1)]
    down = [drawn.getpixel((x, y)) for y in range(drawn.height) for x in (0, drawn.width - 1)]
    assert {*across, *down} == {BLACK}


def test_sketch__without_the_terminal_shows_the_goal_alone() -> None:
    both, alone = picture(TO_ACT), picture(replace(TO_ACT, here=None))
    dark = [sum(drawn.histogram()[:128]) for drawn in (both, alone)]
    assert dark[0] > dark[1]


def test_sketch__tells_the_terminal_from_the_goal() -> None:
    drawn = picture(replace(TO_ACT, goal=(1.0, 0.5), here=(0.0, 0.5)))
    middle, pad = drawn.height // 2, round(1.9 * FACE.size_px)
    assert drawn.getpixel((drawn.width - pad, middle)) == BLACK
    assert drawn.getpixel((pad, middle)) == WHITE
