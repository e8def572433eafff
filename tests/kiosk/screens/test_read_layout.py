"""A long text on pages: what stands under a heading stays with it where it is short."""

import pytest

from kiosk.screens.parts import Look, Press
from kiosk.screens.read.layout import lay
from kiosk.screens.read.view import View
from kiosk.theme import THEMES, Sizes
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from tests.support.checks import texts

BRUSH = Brush(Sizes(4.0, 1.0), THEMES["standard"])
WORDS = ("前へ", "次へ")
GO = Press("申し込む", "go", "next", Look.MAIN)


def pages(paragraphs: tuple[str, ...], count: int) -> list[list[str]]:
    view = View("利用者登録", paragraphs, go=GO)
    box = Box(0, 0, 1000, 640)
    return [list(texts(lay(view, box, BRUSH, page, WORDS))) for page in range(count)]


def test_read__keeps_a_short_section_on_one_page() -> None:
    first = ("# 体育施設", *(f"- 体育施設の{n}" for n in range(4)))
    second = ("# 屋内運動場", *(f"- 運動場の{n}" for n in range(4)))
    one, two = pages((*first, *second), 2)
    assert "屋内運動場" not in one
    assert "運動場の0" not in one
    assert two[:5] == ["屋内運動場", *(f"運動場の{n}" for n in range(4))]


def test_read__parts_a_section_that_takes_most_of_a_page() -> None:
    one, two = pages(("はじめに", "# 規約", *(f"- 規約の{n}" for n in range(12))), 2)
    assert {"はじめに", "規約", "規約の0"} <= set(one)
    assert "規約の11" in two


@pytest.mark.parametrize(("scale", "count", "alone"), [(1.0, 14, False), (1.5, 9, True)])
def test_read__is_one_page_of_small_letters_where_these_have_grown(
    scale: float, count: int, alone: bool
) -> None:
    view = View("規約", tuple(f"- 規約の{n}" for n in range(count)), go=GO)
    brush = Brush(Sizes(4.0, scale), THEMES["standard"])
    tiles = lay(view, Box(0, 0, 1000, 800), brush, 0, WORDS)
    assert ("go" in [tile.event for tile in tiles]) == alone
