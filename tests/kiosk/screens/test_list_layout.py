"""Rows where there is little room: large letters before keys that stay, and no notice alone."""

from dataclasses import replace

import pytest

from kiosk.screens.list.layout import lay
from kiosk.screens.list.view import Row, View
from kiosk.screens.parts import Frame, Mark, Press
from kiosk.widgets.ink import Line, Plate
from kiosk.widgets.stack import PageTurned
from kiosk.widgets.tiles import Tile
from tests.kiosk.screens.letters import content
from tests.support.checks import texts
from tests.support.frames import FRAME

#: Of a page that is on no way: without the steps.
BARE = replace(FRAME, steps=())
WORDS = ("前へ", "次へ")
PRINT, CANCEL = Press("印刷する", "print", "printer"), Press("取り消す", "cancel", "cancel")
DETAIL = "番号 CWCYH-WNRXH\n使用料: 窓口で確認してください\n使用当日は、この番号をお持ちください。"
ROW = Row("12月10日(水) 18:00–20:00 アリーナ", DETAIL, Mark.CONFIRMED, "確定", (PRINT, CANCEL))
ALSO = (Press("別の予約をする", "more", "search"), Press("予約の確認・取消", "mine", "list"))
TOLD = View((ROW, ROW), "", "2件のうち1件は、受け付けられませんでした。", ALSO)
#: As long as they are: in Ono with what is still to be done, and in Kumamoto's lottery.
THREE = (Press("変更する", "change", "change"), CANCEL, PRINT)
PROVISIONAL = Row(
    "12月10日(水) 18:00–20:00 大池総合公園 テニスコート",
    "テニス 1面 番号 AAAAA-CCCCC\nこれは仮予約です。まだ確定していません。\n"
    "お支払いが済むと、予約が決まります。",
    Mark.WAITING,
    "仮予約",
    THREE,
)
HALL = "13:00–16:00 市総合体育館・青年会館(ナースパワーアリーナ) 大体育室"
ENTRY = Row(
    f"第1希望 12月21日(日) {HALL}",
    "バドミントン 2面　申込番号 AAAA-BBBB-0001",
    Mark.LOTTERY,
    "申込みずみ",
    (PRINT, Press("取り下げる", "withdraw", "cancel")),
)
RANKED = replace(
    ENTRY, actions=(Press("上へ", "up", "page-up"), Press("下へ", "down", "page-down"))
)
CHECK = (Press("抽選の確かめ方", "how", "guide"), Press("希望の順番を変える", "order", "change"))
MORE = (Press("ほかの希望も足す", "more", "lottery"),)
DESK = Row("河合運動広場", "きょう 09:00–21:00  電話 0794-00-0003", Mark.FREE, "いま開いています")


def pages(view: View, panel: str, scale: float, frame: Frame = FRAME) -> list[tuple[Tile, ...]]:
    brush, box = content(panel, scale, frame=frame)
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


@pytest.mark.parametrize("panel", ["middle", "small"])
@pytest.mark.parametrize(
    ("row", "also", "frame"),
    [
        (PROVISIONAL, (), BARE),
        (PROVISIONAL, MORE, BARE),
        (ENTRY, CHECK, BARE),
        (RANKED, MORE, FRAME),
    ],
)
def test_list__has_two_bookings_on_a_page(
    row: Row, also: tuple[Press, ...], frame: Frame, panel: str
) -> None:
    found = pages(View((row,) * 6, "", also=also), panel, 1.0, frame)
    assert len(found) == 3
    for page in found:
        events = [tile.event for tile in page]
        assert [events.count(press.event) for press in (*row.actions, *also)] == [
            *(2 for _ in row.actions),
            *(1 for _ in also),
        ]
        assert roles(page) == {"large", "text"}


def test_list__has_the_keys_that_stay_beside_the_page_keys_where_it_is_low() -> None:
    """With all rows on one page they have the line for themselves."""
    tiles = pages(View((RANKED,) * 6, "", also=MORE), "small", 1.0)[0]
    boxes = {tile.event: tile.box for tile in tiles}
    assert boxes["more"].top == boxes[PageTurned(1)].top
    assert boxes["more"].left > boxes[PageTurned(1)].right
    _, box = content("small", 1.0)
    (alone,) = pages(View((RANKED,) * 2, "", also=MORE), "small", 1.0)
    assert next(tile.box.width for tile in alone if tile.event == "more") == box.width


def test_list__has_every_state_in_the_same_place() -> None:
    """Beside every title, or above every one."""
    long = replace(PROVISIONAL, word="仮受付（センターの返事を待っています）")
    found = pages(View((PROVISIONAL, long, PROVISIONAL), ""), "small", 1.0)
    lines = [
        ink
        for page in found
        for tile in page
        if isinstance(tile.look, Plate)
        for ink in tile.look.inks
        if isinstance(ink, Line) and ink.text in {long.word, PROVISIONAL.word}
    ]
    assert len({line.box.left for line in lines}) == 1
    assert len(lines) == 3


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
