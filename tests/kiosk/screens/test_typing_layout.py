"""Keys of a text in the largest letters: on few pages, and nothing moves between their sets."""

from dataclasses import replace

import pytest

from kiosk.screens.typing.layout import Done, Erased, KeyTyped, PlaneChosen, Typed, lay
from kiosk.screens.typing.view import EXAMPLES, Plane, View
from kiosk.theme import THEMES, Sizes
from kiosk.widgets.brush import Brush
from kiosk.widgets.frame import lay as frame
from kiosk.widgets.stack import PageTurned
from kiosk.widgets.tiles import Tile
from tests.support.frames import FRAME
from tests.support.window import PANELS

WORDS = ("前へ", "次へ")
FRAME_NO_STEPS = replace(FRAME, steps=())
LOW_PANELS = ("middle", "small")
LATIN = (*map(tuple, ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")),)


def view_of(*planes: Plane, label: str = "利用者ID") -> View:
    return View(label, planes, str, 60, "決定", "消す", "1字あける")


def pages(view: View, panel: str, plane: int = 0) -> list[tuple[Tile, ...]]:
    """On a page that is no step of a booking."""
    size = PANELS[panel]
    brush = Brush(Sizes(size.px_per_mm, 1.5), THEMES["standard"])
    box = frame.lay(brush, FRAME_NO_STEPS, size.width, size.height, reach=False).content
    typed = Typed("ア", plane)
    found = [lay(view, box, brush, 0, WORDS, typed=typed)]
    while PageTurned(len(found)) in [tile.event for tile in found[-1]]:
        found.append(lay(view, box, brush, len(found), WORDS, typed=typed))
    return found


def typed_by(found: list[tuple[Tile, ...]]) -> set[str]:
    return {t.event.text for page in found for t in page if isinstance(t.event, KeyTyped)}


@pytest.mark.parametrize("panel", LOW_PANELS)
def test_typing__has_all_kana_on_two_pages_of_large_letters(panel: str) -> None:
    found = pages(EXAMPLES["normal"], panel)
    assert len(found) == 2
    kana = EXAMPLES["normal"].planes[0].rows
    assert typed_by(found) == {key for row in kana for key in row}


@pytest.mark.parametrize("panel", LOW_PANELS)
def test_typing__has_letters_and_digits_on_one_page_of_large_letters(panel: str) -> None:
    found = pages(view_of(Plane("abc", LATIN), Plane("ABC", LATIN)), panel)
    assert len(found) == 1


@pytest.mark.parametrize("panel", LOW_PANELS)
def test_typing__has_an_address_on_two_pages_of_large_letters(panel: str) -> None:
    endings = EXAMPLES["mail"].planes[0].rows[-1]
    assert len(pages(view_of(Plane("", (*LATIN, endings)), label=""), panel)) == 2


@pytest.mark.parametrize("panel", LOW_PANELS)
def test_typing__moves_nothing_when_another_set_of_keys_is_chosen(panel: str) -> None:
    def stays(plane: int) -> dict[object, object]:
        (first, *_) = pages(EXAMPLES["long"], panel, plane)
        kept = (Done, Erased, PlaneChosen)
        return {tile.event: tile.box for tile in first if isinstance(tile.event, kept)}

    one, *others = (stays(plane) for plane in range(len(EXAMPLES["long"].planes)))
    assert one
    assert all(other == one for other in others)
