"""What stands on which page: evenly, nothing torn from its own, and no page counted alone."""

import pytest

from kiosk.screens.parts import Press
from kiosk.theme import THEMES, Sizes
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.ink import Plate
from kiosk.widgets.stack import Item, pager, split, stack
from kiosk.widgets.tiles import Tile
from tests.support.checks import texts

BRUSH = Brush(Sizes(4.0), THEMES["standard"])
WORDS = ("前へ", "次へ")
GO = Press("申し込む", "go")


def item(height: int, *, joined: bool = False, blank: bool = False) -> Item:
    return Item(height, lambda box: (Tile(box, Plate(())),), joined, blank)


def parted(items: list[Item], room: int) -> list[list[int]]:
    return [list(page) for page in split(items, room, 10)]


@pytest.mark.parametrize(
    ("heights", "pages"),
    [
        ([10, 10, 10], [range(3)]),
        ([40, 40, 40], [range(2), range(2, 3)]),
        ([200, 10], [range(1), range(1, 2)]),
        ([10, 200, 10], [range(1), range(1, 2), range(2, 3)]),
        ([], [range(0)]),
    ],
)
def test_split__no_page_is_higher_than_the_room(heights: list[int], pages: list[range]) -> None:
    assert split([item(height) for height in heights], 100, 10) == pages


def test_split__leaves_no_page_with_one_thing_left_over() -> None:
    """Nine answers of which four fit: four, three and two."""
    nine = [item(40) for _ in range(9)]
    assert parted(nine, 200) == [[0, 1, 2, 3], [4, 5, 6], [7, 8]]


def test_split__fills_each_page_where_the_last_is_no_little_rest() -> None:
    """What is wanted is rather on the first page than on a later one."""
    assert [len(page) for page in parted([item(40) for _ in range(200)], 280)] == [5] * 40
    assert [len(page) for page in parted([item(40) for _ in range(8)], 240)] == [5, 3]


def test_split__what_is_joined_goes_on_with_what_follows() -> None:
    """A heading at the foot of a page would be read as the end of what is above it."""
    items = [item(90), item(30, joined=True), item(90)]
    assert parted(items, 150) == [[0], [1, 2]]


def test_split__tears_nothing_to_fill_the_last_page() -> None:
    items = [item(60), item(60), item(60, joined=True), item(60)]
    assert parted(items, 220) == [[0, 1], [2, 3]]
    assert parted([item(20), item(90, joined=True), item(90), item(10)], 220) == [[0], [1, 2, 3]]


def test_split__what_is_joined_and_higher_than_a_page_is_parted() -> None:
    items = [item(90, joined=True), item(90, joined=True), item(90)]
    assert parted(items, 100) == [[0], [1], [2]]


def test_split__no_page_begins_with_distance() -> None:
    items = [item(90), item(20, joined=True, blank=True), item(90)]
    assert parted(items, 100) == [[0], [2]]


def test_split__one_that_is_higher_than_a_page_has_its_own() -> None:
    assert parted([item(40), item(500), item(40)], 100) == [[0], [1], [2]]


@pytest.mark.parametrize("go", [None, GO])
@pytest.mark.parametrize("height", [100, 300, 500, 5000])
def test_stack__counts_no_page_alone(go: Press | None, height: int) -> None:
    laid = stack(BRUSH, [item(150)], Box(0, 0, 800, height), 0, gap=10, words=WORDS, go=go)
    assert "1 / 1" not in list(texts(laid.tiles))
    assert [tile.event for tile in laid.tiles if tile.event] == ([go.event] if go else [])


@pytest.mark.parametrize("pages", [2, 12, 100])
@pytest.mark.parametrize("width", [900, 1080])
def test_pager__counts_on_one_line(width: int, pages: int) -> None:
    brush = Brush(Sizes(4.0, 1.5), THEMES["standard"])
    tiles = pager(brush, Box(0, 0, width, 110), pages - 1, pages, words=WORDS, go=GO)
    assert f"{pages} / {pages}" in list(texts(tiles))
