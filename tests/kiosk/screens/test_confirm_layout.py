"""A confirmation whose value is long: no tall column, and no sentence on a page alone."""

import pytest

from kiosk.screens.confirm.layout import lay
from kiosk.screens.confirm.view import Row, View
from kiosk.screens.parts import Look, Press
from kiosk.theme import THEMES, Sizes
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from tests.support.checks import texts

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


@pytest.mark.parametrize(("width", "height", "scale"), [(830, 540, 1.0), (830, 470, 1.5)])
def test_confirm__of_a_long_value_stands_on_one_page_in_few_lines(
    width: int, height: int, scale: float
) -> None:
    """1024 x 768, in ordinary and in very large letters."""
    brush = Brush(Sizes(PX_PER_MM, scale), THEMES["standard"])
    tiles = lay(VIEW, Box(0, 0, width, height), brush, 0, WORDS)
    said = list(texts(tiles))
    assert VIEW.sentence in said
    assert "go" in [tile.event for tile in tiles]
    assert len([line for line in said if line in LONG]) <= 6
