"""Around what a key would press: keys and switches move it, a finger makes it go."""

from typing import Any

from kivy.graphics import Color, InstructionGroup, Line
from kivy.utils import get_color_from_hex

from kiosk.widgets.box import Box

__all__ = ["BACK", "ON", "PRESS", "Ring"]

#: Codes of the window: tab, down and right; up and left; enter, space and enter of the keypad.
ON = frozenset({9, 274, 275})
BACK = frozenset({273, 276})
PRESS = frozenset({13, 32, 271})


class Ring(InstructionGroup):  # type: ignore[misc]  # kivy has no types
    """Thick and in the colour of the text, so that it is seen on every theme."""

    def __init__(self, **kw: Any) -> None:
        super().__init__(**kw)
        #: Where it is now, from the left and from the top; None while it is nowhere.
        self.box: Box | None = None

    def put(self, box: Box | None, colour: str, width: float, origin: tuple[float, float]) -> None:
        """Around a box; ``origin`` is the left top of the panel in the window."""
        self.box = box
        self.clear()
        if box is not None:
            left, top = origin
            self.add(Color(*get_color_from_hex(colour)))
            place = (left + box.left, top - box.bottom, box.width, box.height)
            self.add(Line(rectangle=place, width=width))
