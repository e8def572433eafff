"""Pictures in tiles: what is under a finger, what differs, and how lines fall on pages."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.tiles import Picture, Tile, fit


@dataclass(frozen=True)
class Plain:
    name: str = ""

    def paint(self, brush: Brush, width: int, height: int, *, pressed: bool) -> Image.Image:
        return brush.sheet(width, height)


def picture(*tiles: Tile) -> Picture:
    return Picture(100, 100, tiles)


LEFT = Tile(Box(0, 0, 50, 100), Plain("left"), "left")
RIGHT = Tile(Box(50, 0, 50, 100), Plain("right"), "right")


@pytest.mark.parametrize(
    ("x", "y", "hit"),
    [(0, 0, 0), (49.9, 99.9, 0), (50, 0, 1), (99.9, 50, 1), (100, 50, None), (-0.1, 50, None)],
)
def test_picture__knows_the_tile_under_a_finger(x: float, y: float, hit: int | None) -> None:
    assert picture(LEFT, RIGHT).hit(x, y) == hit


def test_picture__a_tile_without_an_event_is_not_touched() -> None:
    quiet = Tile(LEFT.box, LEFT.look)
    assert picture(quiet, RIGHT).hit(10, 10) is None


def test_picture__is_laid_like_one_with_the_same_places() -> None:
    other = picture(Tile(LEFT.box, Plain("other")), RIGHT)
    assert other.is_laid_like(picture(LEFT, RIGHT))
    assert not picture(RIGHT, LEFT).is_laid_like(picture(LEFT, RIGHT))
    assert not picture(LEFT).is_laid_like(picture(LEFT, RIGHT))
    assert not Picture(100, 99, (LEFT,)).is_laid_like(picture(LEFT))


@given(
    count=st.integers(0, 60),
    room=st.integers(0, 2000),
    least=st.integers(1, 200),
    more=st.integers(0, 300),
)
def test_fit__shows_each_line_once_and_none_too_narrow(
    count: int, room: int, least: int, more: int
) -> None:
    pages = fit(count, room, least, least + more)
    shown = [line for page in range(pages.pages) for line in pages.lines(page, count)]
    assert shown == list(range(count))
    assert least <= pages.pitch <= least + more
    if room >= least:
        assert pages.pitch * pages.each <= room


def test_fit__fills_its_pages_evenly() -> None:
    assert fit(14, 1000, 100, 150).each == 7
    assert fit(13, 1000, 100, 150).each == 7


def test_fit__a_page_that_is_not_there_shows_the_last() -> None:
    assert fit(14, 1000, 100, 150).lines(9, 14) == range(7, 14)
