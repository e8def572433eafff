"""Rows where there is little room: large letters before keys that stay, and no notice alone."""

from dataclasses import replace

import pytest

from kiosk.screens.list.layout import lay
from kiosk.screens.list.view import Row, View
from kiosk.screens.parts import Mark, Press
from kiosk.widgets.ink import Line, Plate
from kiosk.widgets.stack import PageTurned
from kiosk.widgets.tiles import Tile
from tests.kiosk.screens.letters import content
from tests.support.checks import texts

WORDS = ("前へ", "次へ")
PRINT, CANCEL = Press("印刷する", "print", "printer"), Press("取り消す", "cancel", "cancel")
DETAIL = "番号 CWCYH-WNRXH\n使用料: 窓口で確認してください\n使用当日は、この番号をお持ちください。"
ROW = Row("12月10日(水) 18:00–20:00 アリーナ", DETAIL, Mark.CONFIRMED, "確定", (PRINT, CANCEL))
ALSO = (Press("別の予約をする", "more", "search"), Press("予約の確認・取消", "mine", "list"))
TOLD = View((ROW, ROW), "", "2件のうち1件は、受け付けられませんでした。", ALSO)
DESK = Row("河合運動広場", "きょう 09:00–21:00  電話 0794-00-0003", Mark.FREE, "いま開いています")


def pages(view: View, panel: str, scale: float) -> list[tuple[Tile, ...]]:
    brush, box = content(panel, scale)
    found = [lay(view, box, brush, 0, WORDS)]
    while PageTurned(len(found)) in [tile.event for tile in found[-1]]:
        found.append(lay(view, box, brush, len(found), WORDS))
    return found


def roles(tiles: tuple[Tile, ...]) -> set[str]:
    plates = [tile.look for tile in tiles if isinstance(tile.look, Plate)]
    return {ink.role for look in plates for ink in look.inks if isinstance(ink, Line)}


@pytest.mark.parametrize("panel", ["small", "middle"])
def test_list__in_large_letters_has_none_that_did_not_grow(panel: str) -> None:
    found = pages(TOLD, panel, 1.5)
    assert all("strip" not in roles(page) for page in found)
    events = [tile.event for page in found for tile in page]
    assert [events.count(event) for event in ("print", "cancel")] == [2, 2]
    assert {"more", "mine"} <= set(events)


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
@pytest.mark.parametrize("panel", ["portrait", "landscape", "middle", "small"])
def test_list__has_a_row_under_its_notice(panel: str, scale: float) -> None:
    first = list(texts(pages(TOLD, panel, scale)[0]))
    assert any("受け付けられませんでした" in line for line in first)
    assert ROW.word in first


def test_list__in_large_letters_has_two_rows_on_a_page() -> None:
    """Kumamoto has fifty desks: fifty pages are not looked through."""
    found = pages(View((DESK,) * 50, ""), "small", 1.5)
    assert len(found) == 25


def test_list__in_usual_letters_has_no_small_details_for_it() -> None:
    view = View(tuple(replace(DESK, detail=DETAIL * 2) for _ in range(9)), "")
    assert "small" not in roles(pages(view, "small", 1.0)[0]) - {"strip"}


def test_list__in_large_letters_has_two_rows_above_the_keys_of_the_staff() -> None:
    """A state stands beside its title, and the keys in as few lines as they can."""
    words = ("点検と同期", "試し印刷", "最近の控えを出す", "端末を閉める")
    also = tuple(Press(word, word, "printer") for word in words)
    parts = tuple(Row(f"センターとの通信{n}", "使えます", Mark.CONFIRMED, "正常") for n in range(6))
    found = pages(View(parts, "", also=also), "small", 1.5)
    assert len(found) == 3
    assert all(set(words) <= {tile.event for tile in page} for page in found)


def test_list__has_the_state_above_a_title_that_is_too_long_to_be_beside() -> None:
    row = Row("市総合体育館・青年会館の事務所", "電話", Mark.FREE, "いま開いています")
    said = list(texts(pages(View((row,), ""), "small", 1.5)[0]))
    assert said.index(row.word) < said.index("電話")
    short = replace(row, title="事務所", word="開いています")
    both = pages(View((short,), ""), "small", 1.5)[0]
    plates = [tile.look for tile in both if isinstance(tile.look, Plate)]
    boxes = {ink.text: ink.box for look in plates for ink in look.inks if isinstance(ink, Line)}
    state, title = boxes[short.word], boxes[short.title]
    assert title.top < state.top + state.height // 2 < title.bottom
