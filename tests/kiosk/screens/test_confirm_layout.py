"""A confirmation whose value is long: no tall column, and no sentence on a page alone."""

from dataclasses import replace

import pytest

from kiosk.screens.confirm.layout import lay
from kiosk.screens.confirm.view import Row, View
from kiosk.screens.parts import Look, Press
from kiosk.theme import THEMES, Sizes
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.ink import Line, Plate
from kiosk.widgets.tiles import Tile
from tests.kiosk.screens.letters import content
from tests.support.checks import texts
from tests.support.frames import FRAME

PX_PER_MM = 1024 / 304
WORDS = ("前へ", "次へ")
CHANGE = Press("直す", "change", "change", Look.QUIET)
LONG = (
    "1月10日(土) 13:00–16:00 市総合体育館・青年会館(ナースパワーアリーナ) 大体育室 "
    "バドミントン 2面 / 6人(うち高校生以下 2人)"
)
VIEW = View(
    "抽選に1件 申し込みます。",
    (Row("第5希望", LONG, CHANGE),),
    (
        "送ると、すぐに返事がきます。抽選票を印刷します。",
        "申込みの早い・おそいは、抽選に関係ありません。",
    ),
    Press("申し込む", "go", "check", Look.MAIN),
)


def tiles_of(scale: float, height: int, page: int = 0) -> tuple[Tile, ...]:
    """As wide as the content of 1024 x 768."""
    brush = Brush(Sizes(PX_PER_MM, scale), THEMES["standard"])
    return lay(VIEW, Box(0, 0, 830, height), brush, page, WORDS)


def lines_of(tiles: tuple[Tile, ...]) -> list[Line]:
    inks = (ink for tile in tiles if isinstance(tile.look, Plate) for ink in tile.look.inks)
    return [ink for ink in inks if isinstance(ink, Line)]


@pytest.mark.parametrize(("scale", "height"), [(1.0, 540), (1.5, 470)])
def test_confirm__of_a_long_value_stands_under_its_sentence_in_few_lines(
    scale: float, height: int
) -> None:
    said = list(texts(tiles_of(scale, height)))
    assert VIEW.sentence in said
    assert len([line for line in said if line in LONG]) <= 6


def test_confirm__in_large_letters_has_another_page_before_small_ones() -> None:
    first, last = tiles_of(1.5, 490), tiles_of(1.5, 490, 1)
    assert {line.role for line in lines_of(first) if line.text in LONG} <= {"text", "large"}
    assert "go" not in [tile.event for tile in first]
    assert "go" in [tile.event for tile in last]
    assert "2 / 2" in texts(last)


@pytest.mark.parametrize("height", range(380, 700, 20))
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
def test_confirm__never_counts_a_page_alone(scale: float, height: int) -> None:
    assert "1 / 1" not in texts(tiles_of(scale, height))


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
def test_confirm__breaks_no_date_to_stand_beside_its_sentence(scale: float) -> None:
    date = "2025年12月10日(水)"
    row = Row("使える最後の日", date, strong=True)
    view = View(
        "利用者登録の廃止を届け出ます", (row,), ("期限のあとは予約ができません。",), VIEW.go
    )
    brush = Brush(Sizes(PX_PER_MM, scale), THEMES["standard"])
    assert date in texts(lay(view, Box(0, 0, 830, 520), brush, 0, WORDS))


def test_confirm__without_a_table_has_the_whole_width() -> None:
    view = View(VIEW.sentence, (), VIEW.notes, VIEW.go)
    brush = Brush(Sizes(PX_PER_MM, 1.0), THEMES["standard"])
    tiles = lay(view, Box(0, 0, 830, 540), brush, 0, WORDS)
    assert next(tile.box.width for tile in tiles if tile.event == "go") == 830
    assert min(tile.box.left for tile in tiles) == 0


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
def test_confirm__has_all_labels_in_letters_of_one_size(scale: float) -> None:
    labels = ("番号", "代表者のお名前(カタカナ)とその住所", "メールアドレス")
    view = replace(VIEW, rows=tuple(Row(label, "12", CHANGE) for label in labels))
    brush = Brush(Sizes(PX_PER_MM, scale), THEMES["standard"])
    lines = lines_of(lay(view, Box(0, 0, 830, 2000), brush, 0, WORDS))
    assert len({line.role for line in lines if line.text in "".join(labels)}) == 1


def test_confirm__has_smaller_values_before_it_has_small_labels() -> None:
    """A label of 4.8 mm beside a value of 8.5 mm was not read."""
    brush, box = content("middle", 1.0, frame=replace(FRAME, steps=()))
    value = LONG.partition(" / ")[0]
    rows = (
        Row("第1希望", value),
        Row("確定の期限", "12月15日(月)まで", strong=True),
        Row("お支払い期限", "12月18日(木)まで"),
    )
    tiles = lay(replace(VIEW, rows=rows), box, brush, 0, WORDS)
    roles = {line.text: line.role for line in lines_of(tiles)}
    assert {roles[row.label] for row in rows} == {"text"}
    assert roles[VIEW.notes[0]] == "text"
    assert "go" in [tile.event for tile in tiles]
