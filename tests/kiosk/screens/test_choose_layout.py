"""Answers on as few pages as can be, where they are many and the letters large."""

from dataclasses import replace

import pytest

from kiosk.screens.choose.layout import lay
from kiosk.screens.choose.view import Answer, View
from kiosk.screens.parts import Mark
from kiosk.widgets.box import Box
from kiosk.widgets.ink import Line, Plate
from kiosk.widgets.stack import PageTurned
from kiosk.widgets.tiles import Tile
from tests.kiosk.screens.letters import content
from tests.support.checks import texts

WORDS = ("前へ", "次へ")
DAYS = ("どの曜日でも", "平日", "土曜・日曜・祝日", *(f"{day}曜日" for day in "月火水木金土日"))
FREE = [
    Answer(f"12月{n}日(月) 11:00–21:00", n, "大池総合公園 テニスコート", Mark.FREE, "空き 6面")
    for n in range(1, 21)
]
GROUPS = [Answer("グラウンドゴルフ", n, "団体登録の方") for n in range(1, 13)]
SOME = [Answer("バドミントン", 0), Answer("バスケットボール(ハーフコート)", 1, "団体登録の方")]


def pages(view: View, panel: str = "small", scale: float = 1.5) -> int:
    brush, box = content(panel, scale)
    found, wanted = set[object](), {answer.event for answer in view.answers}
    for page in range(len(wanted)):
        events = {tile.event for tile in lay(view, box, brush, page, WORDS)}
        found |= events
        if PageTurned(page + 1) not in events:
            assert wanted <= found
            return page + 1
    raise AssertionError(wanted - found)


@pytest.mark.parametrize(
    ("answers", "most"),
    [
        (tuple(Answer(day, day) for day in DAYS), 2),
        (tuple(Answer(f"{n}人", n) for n in range(1, 10)), 2),
        (tuple(FREE), 10),
        (tuple(GROUPS), 4),
        ((*SOME, *(replace(one, event=i) for i, one in enumerate(GROUPS, 2))), 4),
    ],
    ids=["weekdays", "people", "found", "groups", "some"],
)
def test_choose__has_few_pages_in_large_letters(answers: tuple[Answer, ...], most: int) -> None:
    assert pages(View(answers)) <= most


def test_choose__keeps_a_long_answer_in_one_column() -> None:
    """No word is broken for another column."""
    long = tuple(Answer("ソフトバレーボール(全国大会の規定)", n) for n in range(12))
    brush, box = content("small", 1.5)
    tiles = lay(View(long), box, brush, 0, WORDS)
    widths = {tile.box.width for tile in tiles if isinstance(tile.event, int)}
    assert min(widths) > box.width * 0.9


def tile_of(answer: Answer) -> Tile:
    brush, box = content("small", 1.5)
    tiles = lay(View((answer, *GROUPS)), box, brush, 0, WORDS)
    return next(tile for tile in tiles if tile.event == answer.event)


def boxes(tile: Tile) -> list[Box]:
    """Of its lines."""
    assert isinstance(tile.look, Plate)
    return [ink.box for ink in tile.look.inks if isinstance(ink, Line)]


def test_choose__has_a_short_detail_on_the_line_of_its_answer() -> None:
    tile = tile_of(Answer("体操", "gymnastics", "団体登録の方"))
    label, detail = boxes(tile)
    assert label.top < detail.top + detail.height // 2 < label.bottom
    assert detail.left > label.right
    assert detail.right > tile.box.width * 0.8


def test_choose__has_a_detail_below_where_both_are_too_long_for_a_line() -> None:
    tile = tile_of(SOME[1])
    label, detail = boxes(tile)
    assert set(texts((tile,))) == {SOME[1].label, SOME[1].detail}
    assert detail.top >= label.bottom
    assert detail.left == label.left
