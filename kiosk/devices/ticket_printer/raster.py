"""The picture of a ticket, as wide as the paper and as long as its text; nothing is cut off.

It is drawn for receipt printers of 203 dots an inch, 8 dots a millimetre, whatever the width.
"""

from dataclasses import dataclass

from PIL import Image, ImageDraw

from kiosk.codes import QUIET_MODULES, modules
from kiosk.devices.ticket_printer.sketch import draw
from kiosk.devices.ticket_printer.ticket import Paper, Sketch
from kiosk.devices.ticket_printer.typesetting import BLACK, WHITE, Face, Typesetter
from kiosk.fonts import Fonts

__all__ = ["render"]

#: Dots that some printers cannot reach at either edge.
_MARGIN_PX = 8
_LARGE = 1.3
_LEADING = 1.3

#: Labels stand beside their values while they take at most this part of the width, and leave
#: room for a date in one piece: 12月10日(水).
_LABELS_MAX = 0.36
_VALUES_MIN_EM = 6.2

_MODULE_MAX_PX = 6
#: The largest code that has 3 dots a module, 0.375 mm, on paper of 58 mm: every scanner reads it.
_MODULES_MAX = 117


def render(paper: Paper, width_px: int, fonts: Fonts) -> Image.Image:
    """A picture of mode "1"."""
    return _Sheet(width_px, Typesetter(fonts), _LARGE if paper.large else 1.0).ticket(paper)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Every part is a strip of the whole width; the ticket is the strips in a pile."""

    width_px: int
    setter: Typesetter
    scale: float

    def ticket(self, paper: Paper) -> Image.Image:
        strips = [
            self._gap(8),
            *self._text(paper.place, self._face(30, bold=True)),
            self._gap(8),
            self._rule(6),
            self._gap(10),
            *self._title(paper),
            *self._banner(paper.banner),
            self._gap(14),
            *self._number(paper),
            self._gap(6),
            *self._rows(paper.rows),
            *self._sketch(paper.sketch),
            *self._notes(paper.notes),
            self._gap(10),
            self._rule(2),
            self._gap(14),
            *self._text(paper.contact, self._face(28)),
            *self._code(paper.qr),
            self._gap(8),
            *self._text(paper.printed_at, self._face(26), centred=True),
            self._gap(8),
        ]
        return _pile(strips).point(lambda light: WHITE if light > 127 else BLACK, mode="1")

    @property
    def _inner_px(self) -> int:
        return self.width_px - 2 * _MARGIN_PX

    def _face(self, size_px: int, *, bold: bool = False) -> Face:
        return Face(round(size_px * self.scale), bold)

    def _strip(self, height_px: int, light: int = WHITE) -> Image.Image:
        return Image.new("L", (self.width_px, height_px), light)

    def _gap(self, height_px: int) -> Image.Image:
        return self._strip(round(height_px * self.scale))

    def _rule(self, thickness_px: int) -> Image.Image:
        rule = self._strip(thickness_px)
        rule.paste(BLACK, (_MARGIN_PX, 0, self.width_px - _MARGIN_PX, thickness_px))
        return rule

    def _text(self, text: str, face: Face, *, centred: bool = False) -> list[Image.Image]:
        """A paragraph, one strip a line; an empty text takes no room."""
        lines = self.setter.wrap(text, face, self._inner_px)
        return [self._line(line, face, centred=centred) for line in lines]

    def _line(self, text: str, face: Face, *, centred: bool = False) -> Image.Image:
        strip = self._strip(_height(face))
        room = self._inner_px - self.setter.width(text, face)
        left = _MARGIN_PX + (room // 2 if centred else 0)
        self.setter.draw(strip, (left, _lead(face)), text, face, BLACK)
        return strip

    def _fitting(self, text: str, largest_px: int, smallest_px: int) -> Face:
        """The largest bold face in which the text is one line; or the smallest."""
        sizes = range(round(largest_px * self.scale), round(smallest_px * self.scale), -2)
        faces = (Face(size, bold=True) for size in sizes)
        fits = (face for face in faces if self.setter.width(text, face) <= self._inner_px)
        return next(fits, self._face(smallest_px, bold=True))

    def _title(self, paper: Paper) -> list[Image.Image]:
        """The kind of ticket; the mark of a reprint stands to its right, or above it."""
        face = self._fitting(paper.title, 88, 48)
        lines = self._text(paper.title, face)
        if not paper.again:
            return lines
        mark = self._mark(paper.again)
        left = self.width_px - _MARGIN_PX - mark.width
        fits = len(lines) == 1 and self.setter.width(paper.title, face) + 3 * _MARGIN_PX < left
        strip = lines[0] if fits else self._strip(mark.height)
        strip.paste(mark, (left, (strip.height - mark.height) // 2))
        return lines if fits else [strip, self._gap(8), *lines]

    def _mark(self, text: str) -> Image.Image:
        """A word in a frame."""
        face = self._fitting(text, 40, 20)
        width = min(self.setter.width(text, face) + 32, self._inner_px)
        mark = Image.new("L", (width, _height(face) + 16), WHITE)
        ImageDraw.Draw(mark).rectangle((0, 0, width - 1, mark.height - 1), outline=BLACK, width=4)
        self.setter.draw(mark, (16, 8 + _lead(face)), text, face, BLACK)
        return mark

    def _banner(self, text: str) -> list[Image.Image]:
        """White on black: nobody takes an undecided ticket for a decided one."""
        if not text:
            return []
        face, pad = self._face(34, bold=True), 16
        lines = self.setter.wrap(text, face, self._inner_px - 2 * pad)
        height = _height(face) * len(lines) + 2 * pad
        strip = self._strip(height)
        strip.paste(BLACK, (_MARGIN_PX, 0, self.width_px - _MARGIN_PX, height))
        for at, line in enumerate(lines):
            top = pad + at * _height(face) + _lead(face)
            self.setter.draw(strip, (_MARGIN_PX + pad, top), line, face, WHITE)
        return [self._gap(8), strip]

    def _number(self, paper: Paper) -> list[Image.Image]:
        return [
            *self._text(paper.number_label, self._face(28)),
            *self._text(paper.number, self._fitting(paper.number, 120, 44)),
        ]

    def _rows(self, rows: tuple[tuple[str, str], ...]) -> list[Image.Image]:
        label_face = self._face(28)
        widest = max((self.setter.width(label, label_face) for label, _ in rows), default=0)
        indent = widest + round(24 * self.scale)
        values_px = _VALUES_MIN_EM * self._face(36).size_px
        if widest > _LABELS_MAX * self._inner_px or self._inner_px - indent < values_px:
            indent = 0
        strips = []
        for label, value in rows:
            strips += [self._gap(8), self._rule(2), self._gap(8)]
            strips += self._row(label, value, indent)
        return [*strips, self._gap(8), self._rule(2)] if rows else []

    def _row(self, label: str, value: str, indent: int) -> list[Image.Image]:
        """The label beside the first line of its value, or above it where ``indent`` is 0."""
        label_face, face = self._face(28), self._face(36, bold=True)
        lines = self.setter.wrap(value, face, self._inner_px - indent)
        strips = [self._strip(_height(face)) for _ in lines]
        for strip, line in zip(strips, lines, strict=True):
            self.setter.draw(strip, (_MARGIN_PX + indent, _lead(face)), line, face, BLACK)
        if not indent or not strips:
            return [*self._text(label, label_face), *strips]
        drop = round(0.88 * (face.size_px - label_face.size_px))
        self.setter.draw(strips[0], (_MARGIN_PX, _lead(face) + drop), label, label_face, BLACK)
        return strips

    def _sketch(self, sketch: Sketch | None) -> list[Image.Image]:
        """The map in the middle, and what kind of map it is."""
        if sketch is None:
            return []
        picture = draw(sketch, self.setter, self._inner_px, self._face(26, bold=True))
        strip = self._strip(picture.height)
        strip.paste(picture, ((self.width_px - picture.width) // 2, 0))
        return [self._gap(12), strip, self._gap(4), *self._text(sketch.note, self._face(24))]

    def _notes(self, notes: tuple[str, ...]) -> list[Image.Image]:
        strips = []
        for note in notes:
            strips += [self._gap(10), *self._note(note)]
        return strips

    def _note(self, note: str) -> list[Image.Image]:
        """A square dot, and the text hanging beside it."""
        face, indent = self._face(30), round(30 * self.scale)
        lines = self.setter.wrap(note, face, self._inner_px - indent)
        strips = [self._strip(_height(face)) for _ in lines]
        for strip, line in zip(strips, lines, strict=True):
            self.setter.draw(strip, (_MARGIN_PX + indent, _lead(face)), line, face, BLACK)
        side, middle = round(12 * self.scale), _height(face) // 2
        if strips:
            box = (_MARGIN_PX, middle - side // 2, _MARGIN_PX + side, middle + side // 2)
            strips[0].paste(BLACK, box)
        return strips

    def _code(self, text: str) -> list[Image.Image]:
        if not text:
            return []
        code = _qr(text)
        module = min(_MODULE_MAX_PX, self.width_px // code.width)
        side = code.width * module
        strip = self._strip(side)
        code = code.resize((side, side), Image.Resampling.NEAREST)
        strip.paste(code, ((self.width_px - side) // 2, 0))
        return [strip]


def _qr(text: str) -> Image.Image:
    """One dot a module, with the quiet zone around it; a long text gives up some redundancy."""
    rows = modules(text, _MODULES_MAX)
    side = len(rows) + 2 * QUIET_MODULES
    picture = Image.new("L", (side, side), WHITE)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                picture.putpixel((x + QUIET_MODULES, y + QUIET_MODULES), BLACK)
    return picture


def _height(face: Face) -> int:
    return round(face.size_px * _LEADING)


def _lead(face: Face) -> int:
    """The room above a line within its height."""
    return (_height(face) - face.size_px) // 2


def _pile(strips: list[Image.Image]) -> Image.Image:
    whole = Image.new("L", (strips[0].width, sum(strip.height for strip in strips)), WHITE)
    top = 0
    for strip in strips:
        whole.paste(strip, (0, top))
        top += strip.height
    return whole
