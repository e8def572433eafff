"""The board without a window: every cell is there once, large enough, and where it is touched."""

from dataclasses import replace
from itertools import combinations

import pytest

from kiosk.flow import show
from kiosk.messages import CellChosen
from kiosk.screens.board.layout import Arrangement, arrange
from kiosk.screens.board.looks import CellLook
from kiosk.screens.board.turns import Turn, first_page
from kiosk.screens.board.view import EXAMPLES, View, example
from kiosk.screens.board.words import Voice, said
from kiosk.screens.parts import Mark
from kiosk.theme import THEMES, Sizes
from kiosk.visit import Wish
from kiosk.widgets.box import Box
from kiosk.widgets.frame.lay import lay
from kiosk.widgets.tiles import Picture, Tile
from tests.kiosk.flow.journey import DAY, begin, do
from tests.kiosk.screens.letters import WatchingBrush, content, cut_texts
from tests.support.window import PANELS

CELL_MM = 20
#: With the largest type on the lowest panel.
ROWS_LEAST = 2
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


def all_turns(made: Arrangement) -> list[Turn]:
    grid = made.grid
    return [Turn(row, col) for row in range(grid.rows.pages) for col in range(grid.columns.pages)]


def cells(picture: Picture) -> list[Tile]:
    return [tile for tile in picture.tiles if isinstance(tile.look, CellLook)]


@pytest.mark.parametrize(("panel", "scale", "reach"), CONTENTS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_board__shows_each_cell_once_and_large_enough(
    name: str, panel: str, scale: float, reach: bool
) -> None:
    view = EXAMPLES[name]
    made = arranged(view, panel, scale, reach)
    assert made.fits
    least = CELL_MM * made.brush.mm(100) / 100
    seen = []
    for turn in all_turns(made):
        picture = made.picture(turn)
        inside = Box(0, 0, picture.width, picture.height)
        assert all(tile.box.inside(inside) for tile in picture.tiles)
        assert all(a.box.distance(b.box) >= 0 for a, b in combinations(picture.tiles, 2))
        for tile in cells(picture):
            gap = tile.look.style.gap
            assert min(tile.box.width, tile.box.height) - gap >= int(least)
        targets = [tile.box for tile in picture.tiles if tile.event is not None]
        assert min((min(b.width, b.height) for b in targets), default=999) >= int(least)
        seen += [tile.event for tile in cells(picture) if tile.event is not None]
    expected = [cell.event for row in view.cells for cell in row if cell.event is not None]
    assert sorted(seen) == sorted(expected)


@pytest.mark.parametrize(("panel", "scale", "reach"), CONTENTS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_board__cuts_no_text(name: str, panel: str, scale: float, reach: bool) -> None:
    made = arranged(EXAMPLES[name], panel, scale, reach)
    assert isinstance(made.brush, WatchingBrush)
    for turn in all_turns(made)[:2]:
        assert cut_texts(made.picture(turn), made.brush) == []


def test_board__a_hit_in_a_cell_is_the_cell() -> None:
    picture = arranged(EXAMPLES["normal"], "portrait", 1.0, reach=False).picture(Turn())
    for tile in cells(picture):
        box = tile.box
        corners = [(x, y) for x in (box.left, box.right - 1) for y in (box.top, box.bottom - 1)]
        for x, y in [*corners, (box.left + box.width / 2, box.top + box.height / 2)]:
            hit = picture.hit(x, y)
            assert (None if hit is None else picture.tiles[hit].event) == tile.event
    assert picture.hit(-1, 10) is None
    assert picture.hit(picture.width, picture.height) is None


def test_board__choosing_moves_nothing_and_changes_only_what_is_chosen() -> None:
    rows = "...... " * 13
    chosen = "...... " * 5 + "..v... ..v... ..v... " + "...... " * 5
    courts = tuple(f"{n}面" for n in range(1, 7))
    first = arranged(example(rows, courts), "portrait", 1.0, reach=False)
    view = example(chosen, courts, "3面 14:00–17:00 3時間")
    size = (first.area.right, first.foot.bottom)
    after = arrange(view, first.brush, *size, first.way)
    before_picture, after_picture = first.picture(Turn()), after.picture(Turn())
    assert after_picture.is_laid_like(before_picture)
    pairs = zip(before_picture.tiles, after_picture.tiles, strict=True)
    changed = [b for a, b in pairs if a.look != b.look]
    marks = [t.look.mark for t in changed if isinstance(t.look, CellLook)]
    assert marks == [Mark.CHOSEN] * 3
    assert len(changed) == 4  # and the sentence


#: The longest names there are, and the most of what is counted.
BOARDS = [("act/arena", "volleyball6"), ("argo/arena", "badminton"), ("act/arena", "table_tennis")]


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
@pytest.mark.parametrize(("language", "reach"), [("ja", False), ("ja", True), ("en", False)])
def test_board__of_a_real_room_is_whole_and_stays_where_it_is(
    language: str, reach: bool, scale: float, panel: str
) -> None:
    for facility, sport in BOARDS:
        wish = Wish(sport=sport, facility=facility, day=DAY)
        visit = replace(begin(), page="look.day", wish=wish)
        settings = replace(visit.settings, language=language, text_scale=scale, reach=reach)
        before = replace(visit, settings=settings)
        after = do(before, CellChosen(0, 10 * 60))
        size = PANELS[panel]
        brush = WatchingBrush(Sizes(size.px_per_mm, scale))
        frame = lay(brush, show(before).frame, size.width, size.height, reach=reach)
        box = frame.content
        first = arrange(show(before).view, brush, box.width, box.height)
        second = arrange(show(after).view, brush, box.width, box.height, first.way)
        assert first.fits
        assert cut_texts(frame.picture, brush) == []
        for made in (first, second):
            picture = made.picture(Turn())
            assert cut_texts(picture, brush) == []
            assert all(a.box.distance(b.box) >= 0 for a, b in combinations(picture.tiles, 2))
        assert second.picture(Turn()).is_laid_like(first.picture(Turn()))
        assert first.grid.rows.each >= ROWS_LEAST


def test_board__a_hint_stands_beside_a_short_sentence_and_below_it_in_a_panel() -> None:
    brush, _ = content("portrait", 1.0)
    voice = Voice("text", "large", "text")
    view = replace(EXAMPLES["normal"], summary="14:00", hint="touch a later hour", kept=())
    wide, narrow = said(view, brush, 1000, voice), said(view, brush, 300, voice)
    assert wide.height < narrow.height
    assert [line.box.left > 0 for line in wide.tiles[0].look.inks] == [False, True]
    assert {line.box.left for line in narrow.tiles[0].look.inks} == {0}


def test_board__chosen_hours_are_one_body() -> None:
    view = example(". v v v .", ("1面",))
    picture = arranged(view, "portrait", 1.0, reach=False).picture(Turn())
    joins = [(t.look.joins_above, t.look.joins_below) for t in cells(picture)]
    assert joins == [(False, False), (False, True), (True, True), (True, False), (False, False)]


def test_board__begins_with_the_first_hour_that_is_free() -> None:
    view = example("xxxxxx " * 10 + "...... " * 4, tuple("ABCDEF"))
    made = arranged(view, "middle", 1.0, reach=False)
    assert made.grid.rows.pages > 1
    turn = first_page(view, made.grid)
    assert any(tile.event for tile in cells(made.picture(turn)))
    assert turn.rows > 0


def test_board__begins_at_the_top_where_nothing_is_free() -> None:
    made = arranged(EXAMPLES["full"], "middle", 1.0, reach=False)
    assert first_page(EXAMPLES["full"], made.grid) == Turn()


def test_board__turns_to_the_pages_around_only() -> None:
    made = arranged(EXAMPLES["twenty courts"], "small", 1.0, reach=False)
    last = Turn(made.grid.rows.pages - 1, made.grid.columns.pages - 1)

    def turns(turn: Turn) -> set[Turn]:
        return {t.event for t in made.picture(turn).tiles if isinstance(t.event, Turn)}

    assert turns(Turn()) == {Turn(1, 0), Turn(0, 1)}
    assert turns(Turn(1, 1)) == {Turn(0, 1), Turn(2, 1), Turn(1, 0), Turn(1, 2)}
    assert turns(last) == {
        replace(last, rows=last.rows - 1),
        replace(last, columns=last.columns - 1),
    }


def test_board__is_laid_alike_on_every_page() -> None:
    made = arranged(EXAMPLES["twelve courts"], "small", 1.0, reach=False)
    first, second = made.picture(Turn()), made.picture(Turn(0, 1))
    assert first.is_laid_like(second)


def test_board__a_day_without_hours_shows_its_sentence() -> None:
    view = replace(EXAMPLES["closed"], times=(), cells=())
    made = arranged(view, "portrait", 1.0, reach=False)
    assert made.fits
    assert cells(made.picture(Turn())) == []


def test_board__a_room_without_courts_is_no_error() -> None:
    view = replace(EXAMPLES["closed"], courts=(), cells=((),) * 13)
    assert cells(arranged(view, "portrait", 1.0, reach=False).picture(Turn())) == []


@pytest.mark.parametrize("theme", THEMES)
def test_cell__every_state_has_a_picture_of_its_own(theme: str) -> None:
    view = example("xn.lcohwv", tuple("ABCDEFGHI"), words=dict.fromkeys(Mark, ""))
    brush, box = content("portrait", 1.0)
    painter = WatchingBrush(brush.sizes, theme)
    tiles = cells(arrange(view, painter, box.width, box.height).picture(Turn()))
    tiles += cells(arrange(view, painter, box.width, box.height).picture(Turn(0, 1)))
    pictures = {
        tile.look.mark: tile.look.paint(painter, 90, 90, pressed=False).convert("1").tobytes()
        for tile in tiles
    }
    # Black on white: no state is told by its colour alone.
    assert len(set(pictures.values())) == len(pictures) == 9


def test_cell__is_seen_to_be_pressed() -> None:
    brush, box = content("portrait", 1.0)
    tile = cells(arrange(EXAMPLES["one court"], brush, box.width, box.height).picture(Turn()))[3]
    quiet, pressed = (tile.look.paint(brush, 200, 90, pressed=p) for p in (False, True))
    assert pressed.getpixel((20, 20))[:3] == (0x0A, 0x4C, 0x86)
    assert quiet.getpixel((20, 20))[:3] == (0xFF, 0xFF, 0xFF)
