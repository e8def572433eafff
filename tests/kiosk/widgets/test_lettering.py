"""Letters that are drawn once stand where Pillow puts a whole line of them."""

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from kiosk.fonts import find_fonts
from kiosk.theme import TEXT_MM, Role, Sizes
from kiosk.widgets.lettering import BASELINE_EM, Lettering

LETTERS = Lettering(Sizes(4.03))
TEXTS = ("", " ", "予約する", "バドミントン 1面 10:00–12:00", "Jog fly, AV", "𠮷田 髙﨑", "ﾎﾟﾁ")
#: Where two letters touch, their edges may be mixed in two steps.
ROUNDING = 1


def plain(text: str, at: tuple[int, int], role: Role, align: str, *, bold: bool) -> Image.Image:
    fonts = find_fonts()
    family = fonts.family_of(text, fonts.interface)
    size = LETTERS.em(role)
    font = ImageFont.truetype(
        str(family.file(bold=bold)), size, layout_engine=ImageFont.Layout.BASIC
    )
    image = Image.new("RGBA", (900, 200), "#FBFAF6")
    base = at[1] + round(size * BASELINE_EM)
    ImageDraw.Draw(image).text((at[0], base), text, "#0A4C86", font, f"{align}s")
    return image


@pytest.mark.parametrize("align", ["l", "m", "r"])
@pytest.mark.parametrize("bold", [False, True], ids=["regular", "bold"])
@pytest.mark.parametrize("role", ["small", "text", "huge"])
def test_letters__stand_as_in_a_line_that_is_drawn_at_once(
    role: Role, bold: bool, align: str
) -> None:
    for text in TEXTS:
        drawn = Image.new("RGBA", (900, 200), "#FBFAF6")
        LETTERS.write(drawn, (450, 20), text, role=role, colour="#0A4C86", bold=bold, align=align)
        wanted = plain(text, (450, 20), role, align, bold=bold)
        unlike = ImageChops.difference(drawn.convert("RGB"), wanted.convert("RGB"))
        assert all(max(unlike.getchannel(c).tobytes()) <= ROUNDING for c in "RGB"), text


@pytest.mark.parametrize("px_per_mm", [3.37, 3.81, 4.03])
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
def test_letters__leave_the_low_line_of_an_address(px_per_mm: float, scale: float) -> None:
    letters = Lettering(Sizes(px_per_mm, scale))
    for role in TEXT_MM:
        drawn = Image.new("RGB", (letters.width("_", role), letters.line(role)), "#FFFFFF")
        letters.write(drawn, (0, 0), "_", role=role, colour="#000000")
        rows = [drawn.crop((0, y, drawn.width, y + 1)).convert("L") for y in range(drawn.height)]
        inked = sum(min(row.tobytes()) == 0 for row in rows)
        assert inked >= 2, role
