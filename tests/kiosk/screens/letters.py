"""A brush that watches its letters: what leaves the picture that it is written on is cut."""

from typing import Any

from PIL import Image

from kiosk.screens.parts import Frame
from kiosk.theme import THEMES, Sizes
from kiosk.widgets.box import Box
from kiosk.widgets.brush import Brush
from kiosk.widgets.frame.lay import lay
from kiosk.widgets.lettering import Lettering
from kiosk.widgets.tiles import Picture
from tests.support.frames import FRAME
from tests.support.window import PANELS

__all__ = ["WatchingBrush", "content", "cut_texts"]

#: Of the letters above and below their baseline, in em.
ASCENT_EM, DESCENT_EM = 0.88, 0.13


class WatchingLetters(Lettering):
    def __init__(self, sizes: Sizes) -> None:
        super().__init__(sizes)
        self.cut: list[str] = []

    def write(
        self, image: Image.Image, at: tuple[int, int], text: str, *, role: Any, **kw: Any
    ) -> None:
        wide, em = self.width(text, role, kw.get("bold", False)), self.em(role)
        left = at[0] - {"l": 0, "m": wide // 2, "r": wide}[kw.get("align", "l")]
        baseline = at[1] + em * 0.99
        inside = left + 1 >= 0 and left + wide <= image.width + 2
        if not (
            inside
            and baseline - em * ASCENT_EM >= -1
            and baseline + em * DESCENT_EM <= image.height + 1
        ):
            self.cut.append(text)
        super().write(image, at, text, role=role, **kw)


class WatchingBrush(Brush):
    def __init__(self, sizes: Sizes, theme: str = "standard") -> None:
        super().__init__(sizes, THEMES[theme])
        self.letters = self.watching = WatchingLetters(sizes)


def content(
    panel: str, scale: float, *, reach: bool = False, frame: Frame = FRAME
) -> tuple[WatchingBrush, Box]:
    """The brush of a panel, and what its frame leaves of it."""
    size = PANELS[panel]
    brush = WatchingBrush(Sizes(size.px_per_mm, scale))
    return brush, lay(brush, frame, size.width, size.height, reach=reach).content


def cut_texts(picture: Picture, brush: WatchingBrush) -> list[str]:
    """The texts that do not stand whole in their tile, each tile painted once."""
    for look, width, height in {(t.look, t.box.width, t.box.height) for t in picture.tiles}:
        look.paint(brush, width, height, pressed=False)
    return brush.watching.cut
