"""The months without a window: every day is there, large enough, and where it is touched."""

from dataclasses import replace
from itertools import combinations

import pytest

from kiosk.screens.month.layout import Arrangement, WeeksTurned, arrange
from kiosk.screens.month.looks import DayLook, SmallMonth
from kiosk.screens.month.view import EXAMPLES, View
from kiosk.screens.parts import Mark
from kiosk.theme import THEMES
from kiosk.widgets.box import Box
from kiosk.widgets.legend import Legend
from kiosk.widgets.tiles import Picture, Tile
from tests.kiosk.screens.letters import WatchingBrush, content, cut_texts

CELL_MM = 20
CONTENTS = [
    ("portrait", 1.0, False),
    ("portrait", 1.5, False),
    ("portrait", 1.25, True),
    ("landscape", 1.25, False),
    ("middle", 1.0, False),
    ("middle", 1.5, False),
    ("small", 1.0, False),
    ("small", 1.5, False),
]


def arranged(view: View, panel: str, scale: float, reach: bool) -> Arrangement:
    brush, box = content(panel, scale, reach=reach)
    return arrange(view, brush, box.width, box.height)


def days(picture: Picture) -> list[Tile]:
    return [tile for tile in picture.tiles if isinstance(tile.look, DayLook)]


def pages(made: Arrangement) -> list[Picture]:
    return [made.picture(page) for page in range(made.grid.weeks.pages)]


@pytest.mark.parametrize(("panel", "scale", "reach"), CONTENTS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_month__shows_each_day_once_and_large_enough(
    name: str, panel: str, scale: float, reach: bool
) -> None:
    view = EXAMPLES[name]
    made = arranged(view, panel, scale, reach)
    assert made.fits
    numbers = []
    for picture in pages(made):
        inside = Box(0, 0, picture.width, picture.height)
        assert all(tile.box.inside(inside) for tile in picture.tiles)
        assert all(a.box.distance(b.box) >= 0 for a, b in combinations(picture.tiles, 2))
        for tile in days(picture):
            gap = tile.look.style.gap
            assert min(tile.box.width, tile.box.height) - gap >= made.brush.mm(CELL_MM)
        targets = [tile.box for tile in picture.tiles if tile.event is not None]
        assert min(min(box.width, box.height) for box in targets) >= made.brush.mm(CELL_MM)
        numbers += [tile.look.number for tile in days(picture)]
    assert numbers == [day.number for day in view.months[view.large].days]


@pytest.mark.parametrize(("panel", "scale", "reach"), CONTENTS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_month__says_each_state_in_words(name: str, panel: str, scale: float, reach: bool) -> None:
    """In the day itself, or in the legend where the word is too long for a day."""
    made = arranged(EXAMPLES[name], panel, scale, reach)
    picture = made.picture(0)
    worded = all(tile.look.lines for tile in days(picture) if tile.look.mark is not Mark.NONE)
    assert worded or any(isinstance(tile.look, Legend) for tile in picture.tiles)


@pytest.mark.parametrize(("panel", "scale", "reach"), CONTENTS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_month__cuts_no_text(name: str, panel: str, scale: float, reach: bool) -> None:
    made = arranged(EXAMPLES[name], panel, scale, reach)
    assert isinstance(made.brush, WatchingBrush)
    for picture in pages(made):
        assert cut_texts(picture, made.brush) == []


def test_month__stands_on_one_page_on_every_panel() -> None:
    for panel in ("portrait", "landscape", "middle", "small"):
        assert arranged(EXAMPLES["normal"], panel, 1.0, reach=False).grid.weeks.pages == 1


def test_month__days_stand_under_their_weekday() -> None:
    view = EXAMPLES["normal"]
    picture = arranged(view, "portrait", 1.0, reach=False).picture(0)
    columns = {tile.look.number: tile.box.left for tile in days(picture)}
    assert columns[1] == columns[8] == columns[15] == columns[22] == columns[29]
    assert columns[4] < columns[5] < columns[10]


def test_month__a_hit_in_a_day_is_the_day() -> None:
    picture = arranged(EXAMPLES["normal"], "portrait", 1.0, reach=False).picture(0)
    for tile in days(picture):
        box = tile.box
        for x, y in ((box.left, box.top), (box.right - 1, box.bottom - 1)):
            hit = picture.hit(x, y)
            assert (None if hit is None else picture.tiles[hit].event) == tile.event


def test_month__a_small_month_is_touched_as_a_whole_and_the_large_one_not() -> None:
    view = EXAMPLES["normal"]
    picture = arranged(view, "portrait", 1.0, reach=False).picture(0)
    small = {t.look.title: t.event for t in picture.tiles if isinstance(t.look, SmallMonth)}
    assert small == {"10月": None, "11月": "11月", "12月": "12月"}


def test_month__nothing_moves_when_another_month_is_large() -> None:
    view = EXAMPLES["normal"]
    first, second = (
        arranged(replace(view, large=large), "portrait", 1.0, reach=False).picture(0)
        for large in (0, 1)
    )
    assert first.is_laid_like(second)


def low(view: View) -> Arrangement:
    """In a content so low that the weeks are turned."""
    brush, box = content("portrait", 1.5)
    made = arrange(view, brush, box.width, 480)
    assert made.grid.weeks.pages > 2
    return made


def test_month__begins_with_the_weeks_that_can_be_touched() -> None:
    made = low(EXAMPLES["normal"])
    numbers = [tile.look.number for tile in days(made.picture(made.first_page()))]
    assert 15 in numbers
    assert 1 not in numbers


def test_month__turns_to_the_weeks_around_only() -> None:
    turns = [
        {t.event for t in picture.tiles if isinstance(t.event, WeeksTurned)}
        for picture in pages(low(EXAMPLES["normal"]))
    ]
    assert turns[0] == {WeeksTurned(1)}
    assert turns[1] == {WeeksTurned(0), WeeksTurned(2)}
    assert turns[-1] == {WeeksTurned(len(turns) - 2)}


def test_month__a_word_that_is_too_long_for_a_day_stands_in_the_legend() -> None:
    word = "使用許可の受付をまだ始めていません"
    view = EXAMPLES["normal"]
    legend = (*view.legend, (Mark.HELD, word))
    picture = arranged(replace(view, legend=legend), "portrait", 1.5, reach=False).picture(0)
    assert not any(tile.look.lines for tile in days(picture))
    assert word in str([t.look for t in picture.tiles if isinstance(t.look, Legend)])


def test_month__without_a_wall_says_none() -> None:
    view = replace(EXAMPLES["normal"], wall="", legend=(), as_of="")
    made = arranged(view, "portrait", 1.0, reach=False)
    assert made.fits
    assert len(days(made.picture(0))) == 31


@pytest.mark.parametrize("theme", THEMES)
def test_day__every_state_has_a_picture_of_its_own(theme: str) -> None:
    brush, box = content("portrait", 1.0)
    painter = WatchingBrush(brush.sizes, theme)
    view = EXAMPLES["normal"]
    tile = days(arrange(view, painter, box.width, box.height).picture(0))[20]
    pictures = {
        mark: replace(tile.look, mark=mark, lines=())
        .paint(painter, tile.box.width, tile.box.height, pressed=False)
        .convert("1")
        .tobytes()
        for mark in Mark
    }
    # Black on white: no state is told by its colour alone.
    assert len(set(pictures.values())) == len(Mark)


@pytest.mark.parametrize("theme", THEMES)
def test_day__today_and_days_to_touch_are_seen(theme: str) -> None:
    brush, box = content("portrait", 1.0)
    painter = WatchingBrush(brush.sizes, theme)
    tile = days(arrange(EXAMPLES["normal"], painter, box.width, box.height).picture(0))[20]
    looks = [
        tile.look,
        replace(tile.look, today=not tile.look.today),
        replace(tile.look, touchable=False),
    ]
    size = (tile.box.width, tile.box.height)
    pictures = [look.paint(painter, *size, pressed=False).tobytes() for look in looks]
    pictures.append(tile.look.paint(painter, *size, pressed=True).tobytes())
    assert len(set(pictures)) == 4
