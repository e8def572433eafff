"""The list beside the map: its letters grow with those of the rest."""

import pytest

from kiosk.screens.map.layout import lay
from kiosk.screens.map.view import EXAMPLES
from kiosk.theme import Role
from kiosk.widgets.ink import Line, Plate, Symbol
from kiosk.widgets.tiles import Tile
from tests.kiosk.screens.letters import content

WORDS = ("前へ", "次へ")
PANELS = ("portrait", "landscape", "middle", "small")


def rows(example: str, panel: str, scale: float) -> list[Plate]:
    """Of the first page of the list: they are wider than the keys on the map."""
    brush, box = content(panel, scale)
    tiles = lay(EXAMPLES[example], box, brush, 0, WORDS)
    return [tile.look for tile in tiles if is_row(tile, box.width) and isinstance(tile.look, Plate)]


def is_row(tile: Tile, width: int) -> bool:
    events = {place.event for place in EXAMPLES["normal"].places}
    return tile.event in events and tile.box.width > width * 0.3


def roles(plates: list[Plate]) -> set[Role]:
    return {ink.role for plate in plates for ink in plate.inks if isinstance(ink, Line)}


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("scale", [1.25, 1.5])
def test_map__has_no_name_that_did_not_grow(panel: str, scale: float) -> None:
    found = rows("normal", panel, scale)
    assert len(found) >= 2
    assert "strip" not in roles(found)


@pytest.mark.parametrize("panel", PANELS)
def test_map__has_no_symbol_higher_than_the_word_beside_it(panel: str) -> None:
    for plate in rows("normal", panel, 1.5):
        symbols = [ink.box.height for ink in plate.inks if isinstance(ink, Symbol)]
        words = [ink.box.height for ink in plate.inks if isinstance(ink, Line)]
        assert all(symbol <= max(words) for symbol in symbols)
        assert symbols
