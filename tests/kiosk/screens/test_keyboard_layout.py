"""The keys of a password in the largest letters."""

from dataclasses import replace

import pytest

from kiosk.screens.keyboard.layout import CharacterTyped, lay
from kiosk.screens.keyboard.view import EXAMPLES
from tests.kiosk.screens.letters import content


@pytest.mark.parametrize("panel", ["middle", "small"])
def test_keyboard__has_all_keys_on_a_page_of_large_letters(panel: str) -> None:
    brush, box = content(panel, 1.5)
    view = replace(EXAMPLES["normal"], help="パスワードを忘れた方は窓口へどうぞ。")
    tiles = lay(view, box, brush, 0, ("前へ", "次へ"))
    typed = {tile.event for tile in tiles if isinstance(tile.event, CharacterTyped)}
    assert typed == {CharacterTyped(key) for row in view.rows for key in row}
