import string

import pytest
from PIL import Image, ImageDraw, ImageFont

from kiosk import fonts as subject
from kiosk.fonts import FontsMissingError, code_points, find_fonts


def test_fonts__are_found_under_the_system_folders(fonts):
    for family in (fonts.interface, fonts.ticket, fonts.rare):
        assert family.file(bold=False).is_file()
        assert family.file(bold=True).is_file()
        assert family.file(bold=True) != family.file(bold=False)


def test_fonts__that_are_missing_are_named_with_their_package(tmp_path):
    with pytest.raises(FontsMissingError, match=r"BIZUDPGothic.*fonts-morisawa-bizud-gothic"):
        find_fonts([tmp_path])


def test_fonts__without_noto_name_its_package(tmp_path, fonts):
    for family in (fonts.interface, fonts.ticket):
        for bold in (False, True):
            (tmp_path / family.file(bold=bold).name).touch()
    with pytest.raises(FontsMissingError, match=r"NotoSansCJK.*fonts-noto-cjk"):
        find_fonts([tmp_path])


def test_family__of_a_text_that_biz_has_is_biz(fonts):
    assert fonts.family_of("髙﨑①㈱ 12月10日 18:00–20:00 é", fonts.interface) is fonts.interface


@pytest.mark.parametrize("text", ["𠮷田", "田𠮷", "⦅"])
def test_family__of_a_text_that_biz_lacks_is_noto(fonts, text):
    assert fonts.family_of(text, fonts.interface) is fonts.rare


def test_runs__change_the_family_only_where_they_must(fonts):
    assert fonts.runs("山𠮷田", fonts.ticket) == [
        ("山", fonts.ticket),
        ("𠮷", fonts.rare),
        ("田", fonts.ticket),
    ]
    assert fonts.runs("", fonts.ticket) == []


def drawn(file, size, character):
    image = Image.new("L", (2 * size, 2 * size))
    font = ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC)
    ImageDraw.Draw(image).text((size // 2, size), character, 255, font, "ls")
    return image.getbbox()


@pytest.mark.parametrize("size", range(16, 64))
def test_runs__leave_something_of_each_character_of_an_address(fonts, size):
    for character in string.ascii_letters + string.digits + string.punctuation:
        ((_, family),) = fonts.runs(character, fonts.ticket)
        assert drawn(family.file(bold=False), size, character), character


def test_shortcut__never_promises_a_glyph_that_is_not_there(fonts):
    """What is taken for granted without reading the fonts is true of all four files."""
    taken = {
        point
        for point in range(0x110000)
        if not 0xD800 <= point < 0xE000 and subject._is_surely_in_biz(chr(point))
    }
    assert len(taken) > 11_000
    for family in (fonts.interface, fonts.ticket):
        for bold in (False, True):
            assert taken <= code_points(family.file(bold=bold))
