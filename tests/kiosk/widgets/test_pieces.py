"""The plain parts: boxes, pages, icons, blocks of text."""

from pathlib import Path

import pytest
from PIL import Image

from kiosk.screens.parts import Mark, Press
from kiosk.screens.result.layout import BANDS
from kiosk.screens.result.view import Tone
from kiosk.theme import THEMES, Sizes
from kiosk.widgets import icons
from kiosk.widgets.block import block, is_whole
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.field import field
from kiosk.widgets.icons import ICON_FOLDER, UnknownIconError, icon_mask
from kiosk.widgets.ink import Line
from kiosk.widgets.keys import Form, even_rows, keys_area, same_letters
from kiosk.widgets.marks import mark_colour_name

BRUSH = Brush(Sizes(4.0), THEMES["standard"])
BOX = Box(10, 20, 100, 60)


def test_box__is_cut_with_a_gap() -> None:
    assert BOX.cut_top(20, 5) == (Box(10, 20, 100, 20), Box(10, 45, 100, 35))
    assert BOX.cut_bottom(20, 5) == (Box(10, 60, 100, 20), Box(10, 20, 100, 35))
    assert BOX.cut_left(30, 5) == (Box(10, 20, 30, 60), Box(45, 20, 65, 60))
    assert BOX.cut_right(30, 5) == (Box(80, 20, 30, 60), Box(10, 20, 65, 60))


def test_box__what_is_left_is_never_negative() -> None:
    assert BOX.cut_top(60, 5)[1].height == 0
    assert BOX.cut_left(100, 5)[1].width == 0
    assert BOX.inset(80) == Box(90, 100, 0, 0)


def test_box__columns_and_rows_have_gaps() -> None:
    assert BOX.columns(3, 5) == (Box(10, 20, 30, 60), Box(45, 20, 30, 60), Box(80, 20, 30, 60))
    assert BOX.rows(2, 10) == (Box(10, 20, 100, 25), Box(10, 55, 100, 25))


@pytest.mark.parametrize(
    ("other", "gap"),
    [
        (Box(120, 20, 10, 60), 10),
        (Box(10, 85, 10, 10), 5),
        (Box(110, 20, 10, 10), 0),
        (Box(15, 25, 10, 10), -15),
    ],
)
def test_box__distance_is_negative_where_boxes_overlap(other: Box, gap: int) -> None:
    assert BOX.distance(other) == gap or (gap < 0 and BOX.distance(other) < 0)
    assert BOX.distance(other) == other.distance(BOX)


@pytest.mark.parametrize("icon", sorted(path.stem for path in ICON_FOLDER.glob("*.svg")))
def test_icon__is_drawn_inside_its_square(icon: str) -> None:
    mask = icon_mask(icon, 96)
    left, top, right, bottom = mask.getbbox() or (0, 0, 0, 0)
    assert right - left > 30
    assert bottom - top > 30
    assert mask.getextrema() == (0, 255)


@pytest.mark.parametrize(
    "drawing",
    [
        "<polygon points='1,2'/>",
        "<path d='M 1 2 A 3 3 0 0 1 4 4'/>",
        "<path d='L 1 2'/>",
        "<path d='M 1'/>",
    ],
)
def test_icon__more_of_svg_than_is_known_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drawing: str
) -> None:
    (tmp_path / "odd.svg").write_text(f"<svg>{drawing}</svg>", encoding="utf-8")
    monkeypatch.setattr(icons, "ICON_FOLDER", tmp_path)
    with pytest.raises(UnknownIconError, match="odd"):
        icon_mask.__wrapped__("odd", 24)
    icons._drawing.cache_clear()


def test_icon__an_unknown_name_is_named() -> None:
    with pytest.raises(UnknownIconError, match="no-such-icon"):
        icon_mask("no-such-icon", 24)


@pytest.mark.parametrize("width", [120, 300, 900])
def test_block__no_line_is_wider_than_asked(width: int) -> None:
    text = "12月10日(水) 18:00–20:00 アルゴ アリーナ Hyogo-Prefecture-Badminton-Association 𠮷田"
    told = block(BRUSH, text, "text", width)
    assert max(told.widths) <= width
    assert "".join(told.lines).replace(" ", "") == text.replace(" ", "")


def test_block__without_text_takes_no_room() -> None:
    assert block(BRUSH, "", "text", 100).height == 0


# What a sign of a small month looks like ------------------------------------------------------


def signed(mark: Mark, size: int) -> Image.Image:
    sheet = BRUSH.sheet(size, size)
    BRUSH.sign(sheet, (0, 0), mark, size)
    return sheet.convert("1")


@pytest.mark.parametrize("size", [8, 12, 16])
def test_sign__of_a_closed_day_is_no_empty_frame(size: int) -> None:
    closed, drawn = signed(Mark.CLOSED, size), signed(Mark.LOTTERY, size)
    assert closed.getpixel((size // 2, size // 2)) == 0
    assert closed.tobytes() != drawn.tobytes()
    assert signed(Mark.FREE, size).getpixel((size // 2, size // 2)) == 255


@pytest.mark.parametrize("mark", [Mark.CLOSED, Mark.LOTTERY])
def test_sign__is_its_character_where_that_can_be_read(mark: Mark) -> None:
    size = BRUSH.letters.em("small") + 1
    edge = [signed(mark, size).getpixel((0, y)) for y in range(size)]
    assert set(edge) == {255}  # no frame
    assert signed(mark, size).getextrema() == (0, 255)


@pytest.mark.parametrize(
    ("tone", "mark"),
    [
        (Tone.CONFIRMED, Mark.CONFIRMED),
        (Tone.RECEIVED, Mark.WAITING),
        (Tone.CHECKING, Mark.WAITING),
        (Tone.REFUSED, Mark.REFUSED),
        (Tone.CANCELLED, Mark.NONE),
    ],
)
def test_state__has_one_colour_on_the_result_and_in_lists(tone: Tone, mark: Mark) -> None:
    assert BANDS[tone].colour == mark_colour_name(mark)


@pytest.mark.parametrize("label", ["Detailed search", "取り下げる", "Check and synchronise"])
@pytest.mark.parametrize("width", [180, 240])
def test_key__sets_no_word_in_two_lines(label: str, width: int) -> None:
    """The letters are smaller instead, and the same in a row of keys."""
    press, other = Press(label, "go"), Press("次へ", "on")
    form = same_letters(BRUSH, (press, other), width, Form(role="title"))
    room = width - 2 * BRUSH.mm(form.pad_mm)
    assert is_whole(BRUSH, label, form.role, room, bold=True)
    tiles, _ = keys_area(
        BRUSH, (press, other), Box(0, 0, 2 * width + 16, 800), 2, Form(role="title")
    )
    roles = {line.role for tile in tiles for line in tile.look.inks if isinstance(line, Line)}
    assert roles == {form.role}


@pytest.mark.parametrize(
    ("count", "columns", "rows"),
    [(1, 3, [1]), (4, 3, [2, 2]), (5, 3, [3, 2]), (10, 3, [3, 3, 2, 2]), (3, 2, [2, 1])],
)
def test_keys__in_rows_are_about_as_wide_as_each_other(
    count: int, columns: int, rows: list[int]
) -> None:
    """One among rows of three would be three times as wide, and seem the one to touch."""
    presses = [Press(str(n), n) for n in range(count)]
    found = even_rows(presses, columns)
    assert [len(row) for row in found] == rows
    assert [press for row in found for press in row] == presses


def test_field__does_not_show_a_sample_as_if_it_were_typed() -> None:
    """In black and white both are white: it is smaller, too, and not bold."""
    box = Box(0, 0, 600, 100)
    tiles = [field(BRUSH, box, typed, "1234") for typed in ("1234", "")]
    typed, sample = (line for t in tiles for line in t.look.inks if isinstance(line, Line))
    assert typed.text == sample.text
    assert (typed.bold, sample.bold) == (True, False)
    assert BRUSH.letters.em(sample.role) < BRUSH.letters.em(typed.role)


def test_text__is_whole_where_lines_end_between_words() -> None:
    room = BRUSH.letters.width("synchronise", "text")
    assert is_whole(BRUSH, "Check and synchronise", "text", room)
    assert not is_whole(BRUSH, "Check and synchronise", "text", room - 1)
