"""What became of it where there is little room: the number beside it, and few pages."""

import pytest

from kiosk.screens.parts import Press
from kiosk.screens.result.layout import lay
from kiosk.screens.result.view import EXAMPLES, Reason, Tone, View
from kiosk.widgets.stack import PageTurned
from kiosk.widgets.tiles import Tile
from tests.kiosk.screens.letters import content
from tests.support.checks import texts

WORDS = ("前へ", "次へ")
NUMBER = "CWCYH-WNRXH"
KEYS = ("もう一枚 印刷する", "別の予約をする", "予約の確認・取消", "まちがえたので取り消す")
LINES = tuple(f"{count}行目に、お支払いのことなどを知らせます。" for count in range(1, 9))
DONE = View(
    Tone.CONFIRMED, "確定", "番号", NUMBER, LINES, actions=tuple(Press(k, k, "list") for k in KEYS)
)
DESK = Press("窓口を見る", "desk", "staff")


def pages(view: View, panel: str, scale: float) -> list[tuple[Tile, ...]]:
    brush, box = content(panel, scale)
    found = [lay(view, box, brush, 0, WORDS)]
    while PageTurned(len(found)) in [tile.event for tile in found[-1]]:
        found.append(lay(view, box, brush, len(found), WORDS))
    return found


@pytest.mark.parametrize("scale", [1.0, 1.25])
@pytest.mark.parametrize("panel", ["small", "middle"])
def test_result__has_its_number_beside_the_outcome(panel: str, scale: float) -> None:
    first = pages(DONE, panel, scale)[0]
    tops = {word: tile.box for tile in first for word in texts([tile])}
    assert tops["確定"].top <= tops[NUMBER].top < tops["確定"].bottom


def test_result__has_its_number_on_every_page_where_there_is_room() -> None:
    found = pages(DONE, "small", 1.0)
    assert len(found) > 1
    assert all({"確定", NUMBER} <= set(texts(page)) for page in found)


def test_result__has_its_number_whole_below_where_there_is_no_room_beside() -> None:
    found = pages(DONE, "small", 1.5)
    assert [NUMBER in texts(page) for page in found] == [True, *(False for _ in found[1:])]


@pytest.mark.parametrize("panel", ["small", "middle"])
def test_result__has_what_can_be_done_on_one_page(panel: str) -> None:
    events = [[tile.event for tile in page] for page in pages(DONE, panel, 1.0)]
    assert set(KEYS) <= set(events[-1])
    assert all(key not in page for key in KEYS for page in events[:-1])


@pytest.mark.parametrize("panel", ["portrait", "small"])
def test_result__offers_a_thing_once(panel: str) -> None:
    """Two keys that do the same would be taken for two things."""
    why = (
        Reason("期限が切れています。", "きまり 1", DESK),
        Reason("更新は窓口です。", "きまり 2", DESK),
    )
    view = View(Tone.REFUSED, "できません", "", "", (), why)
    events = [tile.event for page in pages(view, panel, 1.0) for tile in page]
    assert events.count("desk") == 1


def test_result__offers_each_of_several_things() -> None:
    offered = [one.instead.event for one in EXAMPLES["refused"].reasons if one.instead]
    events = [tile.event for page in pages(EXAMPLES["refused"], "small", 1.0) for tile in page]
    assert [events.count(event) for event in offered] == [1] * len(offered)


@pytest.mark.parametrize("panel", ["landscape", "middle", "small"])
def test_result__of_few_words_has_them_as_wide_as_the_outcome(panel: str) -> None:
    """They were a narrow column beside an empty half."""
    view = View(
        Tone.REFUSED, "できません", "", "", ("場所", "日時"), (Reason("なぜ", "きまり", DESK),)
    )
    (page,) = pages(view, panel, 1.0)
    boxes = {word: tile.box for tile in page for word in texts([tile])}
    assert boxes["できません"].bottom <= boxes["なぜ"].top
    assert boxes["場所"].width == boxes["できません"].width


def test_result__has_no_key_on_a_row_of_its_own() -> None:
    """The one that takes a booking back was the widest of all."""
    (page,) = pages(DONE, "landscape", 1.0)
    assert len({tile.box.width for tile in page if tile.event in KEYS}) == 1
