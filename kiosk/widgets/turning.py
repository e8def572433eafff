"""Keys that turn the pages of a grid: up and down, left and right, each with what it leads to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kiosk.screens.parts import Event, Press
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.ink import Icon, Plate
from kiosk.widgets.keys import GAP_MM, Form, key, key_height
from kiosk.widgets.pile import NOTHING, Part, stands
from kiosk.widgets.tiles import Fit, Tile

__all__ = ["ACROSS", "DOWN", "Axis", "turn_keys"]

DOWN = ("page-up", "page-down")
ACROSS = ("page-back", "page-on")
#: One line of large type, or two of small.
FORMS = ((Form(icon_mm=7, pad_mm=2), 1), (Form(role="small", icon_mm=7, pad_mm=2), 2))

Names = Sequence[tuple[str, str]]
Label = Callable[[Names], str]


@dataclass(frozen=True, slots=True)
class Axis:
    """What is paged one way: the first and the last name on each line, and the page now shown."""

    icons: tuple[str, str]
    names: tuple[tuple[str, str], ...]
    fit: Fit
    page: int
    to: Callable[[int], Event]

    def page_names(self, page: int) -> Names:
        lines = self.fit.lines(page, len(self.names))
        return self.names[lines.start : lines.stop]


def turn_keys(brush: Brush, axes: Sequence[Axis], *, width: int, across: int) -> Part:
    """Two keys for each axis of several pages; one that leads nowhere keeps its place, quietly."""
    axes = [axis for axis in axes if axis.fit.pages > 1]
    if not axes:
        return NOTHING
    gap = brush.mm(GAP_MM)
    boxes = Box(0, 0, width, 0).columns(min(across, 2 * len(axes)), gap)
    labels = [_label(brush, axis, boxes[0].width) for axis in axes]
    form, height = _form(brush, axes, labels, boxes[0].width)
    keys = [
        (axis, label, icon, axis.page + step)
        for axis, label in zip(axes, labels, strict=True)
        for icon, step in zip(axis.icons, (-1, 1), strict=True)
    ]
    tiles = []
    for number, (axis, label, icon, page) in enumerate(keys):
        down, along = divmod(number, len(boxes))
        box = Box(boxes[along].left, down * (height + gap), boxes[along].width, height)
        if 0 <= page < axis.fit.pages:
            press = Press(label(axis.page_names(page)), axis.to(page), icon)
            tiles.append(key(brush, box, press, replace(form, icon_last=icon == ACROSS[1])))
        else:
            tiles.append(_nowhere(brush, box, icon, form))
    return Part(tiles[-1].box.bottom, tuple(tiles))


def _label(brush: Brush, axis: Axis, width: int) -> Label:
    """The longest kind of label that stands on the keys to all pages."""
    form, lines = FORMS[-1]
    for label in LABELS:
        presses = _presses(axis, label)
        if all(stands(brush, press, width, form, lines) for press in presses):
            break
    return label


def _form(
    brush: Brush, axes: Sequence[Axis], labels: Sequence[Label], width: int
) -> tuple[Form, int]:
    """The type and the height that do for all pages: no key changes when another is shown."""
    pairs = zip(axes, labels, strict=True)
    presses = [press for axis, label in pairs for press in _presses(axis, label)]
    for form, lines in FORMS:
        if all(stands(brush, press, width, form, lines) for press in presses):
            break
    return form, max(key_height(brush, press, width, form) for press in presses)


def _presses(axis: Axis, label: Label) -> list[Press]:
    pages = range(axis.fit.pages)
    return [Press(label(axis.page_names(page)), None, axis.icons[0]) for page in pages]


def _nowhere(brush: Brush, box: Box, icon: str, form: Form) -> Tile:
    size = brush.mm(form.icon_mm)
    place = Box(0, 0, box.width, box.height).middle(size, size)
    return Tile(box, Plate((Icon(place, icon, "quiet"),)))


def _from_to(names: Names) -> str:
    first, last = names[0][0], names[-1][1]
    return first if first == last else f"{first} – {last}"


def _from(names: Names) -> str:
    return names[0][0]


def _nothing(_: Names) -> str:
    return ""


LABELS: tuple[Label, ...] = (_from_to, _from, _nothing)
