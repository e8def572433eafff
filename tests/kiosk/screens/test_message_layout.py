"""A message where there is little room: its words come before its sign, and are not broken."""

import pytest
import zxingcpp
from PIL import Image

from kiosk.screens.message.layout import lay
from kiosk.screens.message.view import EXAMPLES, View
from kiosk.screens.parts import Press
from kiosk.theme import THEMES, Sizes
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.ink import Icon, Plate
from tests.support.checks import texts

BRUSH = Brush(Sizes(4.0, 1.5), THEMES["standard"])
WORDS = ("前へ", "次へ")
TOLD = View(
    ("身分証明書を持って、窓口へお越しください。", "仮のパスワードをお渡しします。"),
    (Press("窓口を見る", "desk", "staff"),),
)


def signs(view: View, height: int) -> int:
    tiles = lay(view, Box(0, 0, 900, height), BRUSH, 0, WORDS)
    looks = [tile.look for tile in tiles if tile.event is None and isinstance(tile.look, Plate)]
    return sum(isinstance(ink, Icon) for look in looks for ink in look.inks)


def test_message__has_its_sign_where_there_is_room() -> None:
    assert signs(TOLD, 1200) == 1


@pytest.mark.parametrize("height", [440, 480, 520])
def test_message__says_its_words_first_where_there_is_little(height: int) -> None:
    tiles = lay(TOLD, Box(0, 0, 900, height), BRUSH, 0, WORDS)
    said = "".join(texts(tiles))
    assert TOLD.lines[0] in said
    assert TOLD.lines[1] in said


def shown(view: View, brush: Brush, width: int, height: int) -> Image.Image:
    image = Image.new("RGB", (width, height), brush.palette.paper)
    for tile in lay(view, Box(0, 0, width, height), brush, 0, WORDS):
        look = tile.look.paint(brush, tile.box.width, tile.box.height, pressed=False)
        image.paste(look.convert("RGB"), (tile.box.left, tile.box.top))
    return image


@pytest.mark.parametrize("theme", list(THEMES))
@pytest.mark.parametrize(("width", "height", "scale"), [(1000, 1300, 1.0), (840, 420, 1.5)])
def test_code__is_read_in_every_theme(theme: str, width: int, height: int, scale: float) -> None:
    """Upright and lying, with little room too: dark on light, its quiet zone around it."""
    view = EXAMPLES["code"]
    picture = shown(view, Brush(Sizes(3.4, scale), THEMES[theme]), width, height)
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == view.code
