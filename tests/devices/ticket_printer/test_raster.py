import pytest
import segno
import zxingcpp
from PIL import Image, ImageChops, ImageDraw, ImageFont

from kiosk.devices.ticket_printer.raster import render
from kiosk.devices.ticket_printer.typesetting import BLACK, WHITE, Face, Typesetter
from tests.devices import papers

MARGIN_PX = 8


def ink_box(picture):
    return ImageChops.invert(picture.convert("L")).getbbox()


@pytest.fixture(params=papers.ALL)
def paper(request):
    return papers.ALL[request.param]


def test_picture__is_black_and_white_and_as_wide_as_the_paper(paper, width_px, fonts):
    picture = render(paper, width_px, fonts)
    assert picture.mode == "1"
    assert picture.width == width_px


def test_picture__has_all_its_ink_inside_the_margins(paper, width_px, fonts):
    picture = render(paper, width_px, fonts)
    left, top, right, bottom = ink_box(picture)
    assert left >= MARGIN_PX
    assert right <= width_px - MARGIN_PX
    assert top > 0
    assert bottom < picture.height


def test_qr__is_read_back_from_every_ticket(paper, width_px, fonts):
    codes = zxingcpp.read_barcodes(render(paper, width_px, fonts).convert("L"))
    assert [code.text for code in codes] == ([paper.qr] if paper.qr else [])


@pytest.mark.parametrize("length", [1, 100, 300, 500])
def test_qr__of_any_length_is_read_back(length, width_px, fonts):
    paper = papers.replace(papers.BOOKED, qr="x" * length)
    (code,) = zxingcpp.read_barcodes(render(paper, width_px, fonts).convert("L"))
    assert code.text == paper.qr


def test_qr__of_a_signed_action_has_three_dots_a_module(width_px, fonts):
    """What every handheld scanner reads, on the narrowest paper too."""
    (code,) = zxingcpp.read_barcodes(render(papers.SIGNED, width_px, fonts).convert("L"))
    across = code.position.top_right.x - code.position.top_left.x
    modules, _ = segno.make_qr(papers.SIGNED.qr, error="m").symbol_size(border=0)
    assert round(across / modules) >= 3


def test_qr__has_a_quiet_zone(width_px, fonts):
    picture = render(papers.BOOKED, width_px, fonts).convert("L")
    (code,) = zxingcpp.read_barcodes(picture)
    left, top = code.position.top_left.x, code.position.top_left.y
    right, bottom = code.position.bottom_right.x, code.position.bottom_right.y
    modules, _ = segno.make_qr(papers.BOOKED.qr, error="m").symbol_size(border=0)
    quiet = round(3.5 * (right - left) / modules)
    for box in (
        (left - quiet, top - quiet, left - 2, bottom + quiet),
        (right + 2, top - quiet, right + quiet, bottom + quiet),
        (left - quiet, top - quiet, right + quiet, top - 2),
        (left - quiet, bottom + 2, right + quiet, bottom + quiet),
    ):
        assert ink_box(picture.crop(box)) is None, box


def test_banner__of_an_undecided_ticket_is_white_on_black(width_px, fonts):
    def longest_run_of_black(paper):
        picture = render(paper, width_px, fonts)
        ink = [picture.getpixel((width_px - MARGIN_PX - 4, y)) == 0 for y in range(picture.height)]
        return max(len(run) for run in "".join("#" if dot else " " for dot in ink).split())

    assert longest_run_of_black(papers.RECEIVED) > 80
    assert longest_run_of_black(papers.replace(papers.RECEIVED, banner="")) < 80


def test_mark__of_a_reprint_can_be_seen(width_px, fonts):
    once = render(papers.BOOKED, width_px, fonts)
    again = render(papers.replace(papers.BOOKED, again="再発行"), width_px, fonts)
    assert once.tobytes() != again.tobytes()


def test_large__type_makes_a_longer_ticket(width_px, fonts):
    assert (
        render(papers.ALL["booked_large"], width_px, fonts).height
        > 1.2 * render(papers.BOOKED, width_px, fonts).height
    )


def test_text__of_every_part_is_on_the_ticket(fonts, width_px):
    """Each part that is left out makes another ticket: nothing is dropped without a word."""
    whole = render(papers.RECEIVED, width_px, fonts)
    for part in ("title", "place", "number_label", "number", "contact", "printed_at", "banner"):
        without = render(papers.replace(papers.RECEIVED, **{part: ""}), width_px, fonts)
        assert without.tobytes() != whole.tobytes(), part


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("text", ["鬱Åg|", "𠮷邉", "（ｇ）Ｑ", "K7M-2Q4"])
def test_glyphs__do_not_leave_their_line(text, bold, fonts):
    face = Face(40, bold)
    canvas = Image.new("L", (800, 200), WHITE)
    Typesetter(fonts).draw(canvas, (100, 80), text, face, BLACK)
    left, top, right, bottom = ink_box(canvas)
    lead = round(0.15 * face.size_px)
    assert top >= 80 - lead
    assert bottom <= 80 + face.size_px + lead
    assert left >= 100 - 2
    assert right <= 100 + Typesetter(fonts).width(text, face) + 2


def test_kanji__that_biz_lacks_is_not_a_box(fonts):
    def drawn(text, font):
        canvas = Image.new("L", (60, 60), WHITE)
        ImageDraw.Draw(canvas).text((5, 45), text, fill=BLACK, font=font, anchor="ls")
        return canvas

    box = drawn("𠮷", ImageFont.truetype(str(fonts.ticket.regular), 40))
    canvas = Image.new("L", (60, 60), WHITE)
    Typesetter(fonts).draw(canvas, (5, 10), "𠮷", Face(40), BLACK)
    assert ImageChops.difference(box, canvas).getbbox() is not None
    assert box.getbbox() is not None


@pytest.mark.parametrize(
    "text",
    [
        papers.HARD.rows[0][1],
        papers.HARD.rows[1][1],
        papers.HARD.notes[0],
        "Wednesday 10 December, 18:00–20:00",
    ],
)
@pytest.mark.parametrize("room_px", [160, 352, 560])
def test_lines__hold_the_whole_text_and_fit(text, room_px, fonts):
    setter, face = Typesetter(fonts), Face(36, bold=True)
    lines = setter.wrap(text, face, room_px)
    assert all(setter.width(line, face) <= room_px for line in lines)
    shown = text.replace("\U000e0100", "")
    assert "".join(lines).replace(" ", "") == shown.replace(" ", "")


def test_lines__of_an_empty_text_are_none(fonts):
    assert Typesetter(fonts).wrap("", Face(36), 500) == []
