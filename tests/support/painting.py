"""What a window would show, laid out and painted without one: for checks and for golden pictures.

The layouts and the looks are the terminal's own; only Kivy's texture is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any

from PIL import Image

from kiosk.screens.parts import Shown
from kiosk.theme import THEMES, Sizes
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.frame.lay import Layout, lay
from kiosk.widgets.stack import PageTurned
from kiosk.widgets.stage import Stage
from kiosk.widgets.tiles import Picture, Tile
from tests.support.window import Panel

__all__ = ["Laid", "frame_of", "laid", "pages", "painted", "sheet_of"]

PAGES_LOOKED_AT = 4
BRUSHES_REMEMBERED = 16


@dataclass(frozen=True)
class Laid:
    """The tiles of a whole panel: those of the frame, and those of the content where it stands."""

    frame: tuple[Tile, ...]
    content: tuple[Tile, ...]

    @property
    def tiles(self) -> tuple[Tile, ...]:
        return (*self.frame, *self.content)


def sheet_of(shown: Shown, panel: Panel) -> Any:
    """The content's widget, with a brush that remembers the widths of the last screens."""
    sizes = Sizes(panel.px_per_mm, shown.text_scale)
    stage = Stage(_nobody, _sealed, sizes, THEMES[shown.theme], shown.pager)
    sheet = import_module(f"kiosk.screens.{shown.kind}.widget").Content(stage)
    sheet.brush = _brush(sizes, shown.theme)
    return sheet


def frame_of(shown: Shown, panel: Panel) -> Layout:
    brush = _brush(Sizes(panel.px_per_mm, shown.text_scale), shown.theme)
    return lay(brush, shown.frame, panel.width, panel.height, reach=shown.reach)


def laid(shown: Shown, panel: Panel) -> Iterator[Laid]:
    """The first pages of what is shown, and its last."""
    layout = frame_of(shown, panel)
    box = layout.content
    for picture in pages(sheet_of(shown, panel), shown.view, box):
        inside = (Tile(t.box.moved(box.left, box.top), t.look, t.event) for t in picture.tiles)
        yield Laid(layout.picture.tiles, tuple(inside))


def pages(sheet: Any, view: object, box: Box) -> Iterator[Picture]:
    """The first pages of a content and its last one."""
    sheet.show(view)
    picture = sheet.picture(box.width, box.height)
    yield picture
    for page in range(1, PAGES_LOOKED_AT + 1):
        onward = [
            tile.event
            for tile in picture.tiles
            if isinstance(tile.event, PageTurned) and tile.event.page >= page
        ]
        if not onward:
            return
        sheet.taken(onward[0])
        picture = sheet.picture(box.width, box.height)
        yield picture
    sheet.taken(PageTurned(10_000))
    yield sheet.picture(box.width, box.height)


def painted(shown: Shown, panel: Panel) -> Image.Image:
    """The first page, in the colours and the pixels of the panel."""
    brush = _brush(Sizes(panel.px_per_mm, shown.text_scale), shown.theme)
    image = Image.new("RGB", (panel.width, panel.height), brush.palette.paper)
    for tile in next(laid(shown, panel)).tiles:
        box = tile.box
        if box.width > 0 and box.height > 0:
            look = tile.look.paint(brush, box.width, box.height, pressed=False)
            image.paste(look.convert("RGB"), (box.left, box.top))
    return image


@lru_cache(BRUSHES_REMEMBERED)
def _brush(sizes: Sizes, theme: str) -> Brush:
    return Brush(sizes, THEMES[theme])


def _nobody(_: object) -> None:
    """Nothing is emitted: nobody touches a picture."""


def _sealed(_subject: object, _typed: bytearray) -> None:
    return None
