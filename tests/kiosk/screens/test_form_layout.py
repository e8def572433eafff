"""Fields on a wide panel: beside each other where that saves a page and breaks no text."""

import pytest

from kiosk.screens.form.layout import lay
from kiosk.screens.form.view import Field, View
from kiosk.screens.parts import Look, Press
from kiosk.theme import THEMES, Sizes
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.tiles import Tile
from tests.support.checks import texts

PX_PER_MM = 1920 / 476
WORDS = ("前へ", "次へ")
GO = Press("つぎへ", "go", "next", Look.MAIN)
FIELDS = tuple(Field(f"項目{n}", "どこでも", f"field:{n}") for n in range(5))
LONG = Field("暴力団などの反社会的な団体と関わりがありません", "はい", "long")
ALSO = (Press("あとでつづける", "later"), Press("つづきから", "resume"))


def boxes(view: View, size: tuple[int, int], page: int = 0) -> dict[object, Box]:
    """Where each thing that can be touched stands, at the largest letters."""
    return {tile.event: tile.box for tile in tiles_of(view, size, page) if tile.event}


def tiles_of(view: View, size: tuple[int, int], page: int = 0) -> tuple[Tile, ...]:
    brush = Brush(Sizes(PX_PER_MM, 1.5), THEMES["standard"])
    return lay(view, Box(0, 0, *size), brush, page, WORDS)


WIDE = (1690, 780)


def test_form__on_a_wide_panel_puts_two_fields_in_a_row_where_that_saves_a_page() -> None:
    placed = boxes(View(FIELDS, GO), WIDE)
    assert set(placed) == {*(field.change for field in FIELDS), "go"}
    assert placed["field:0"].top == placed["field:1"].top
    assert placed["field:1"].left > placed["field:0"].right
    assert placed["field:2"].top > placed["field:0"].bottom


def test_form__that_fits_keeps_one_field_in_a_row() -> None:
    placed = boxes(View(FIELDS[:2], GO), WIDE)
    assert placed["field:0"].left == placed["field:1"].left


def test_form__on_a_tall_panel_keeps_one_field_in_a_row() -> None:
    placed = boxes(View(FIELDS, GO), (700, 780))
    assert placed["field:0"].left == placed["field:1"].left


@pytest.mark.parametrize("at", [0, 2])
def test_form__gives_a_row_to_the_field_whose_text_would_break(at: int) -> None:
    view = View((*FIELDS[:at], LONG, *FIELDS[at:4]), GO)
    tiles = [tile for page in range(2) for tile in tiles_of(view, WIDE, page)]
    long = next(tile.box for tile in tiles if tile.event == "long")
    others = [tile.box for tile in tiles if str(tile.event).startswith("field:")]
    assert long.width == WIDE[0]
    assert all(box.width < long.width / 2 for box in others)
    assert LONG.label in list(texts(tuple(tiles)))


def test_form__puts_its_further_keys_beside_each_other_too() -> None:
    placed = boxes(View(FIELDS[:4], GO, also=ALSO), WIDE)
    assert placed["later"].top == placed["resume"].top
