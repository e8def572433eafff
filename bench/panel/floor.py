"""The floor of the machine: one texture, one rectangle, and a colour that changes when touched."""

from typing import Any

from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture
from kivy.uix.widget import Widget

from bench.panel.eye import Points
from bench.panel.scenes import HEIGHT, WIDTH

__all__ = ["Floor"]


class Floor(Widget):  # type: ignore[misc]  # kivy has no types
    """Lies in the window in place of the terminal's panel."""

    points: Points = (lambda: (WIDTH / 2, HEIGHT / 2),)

    def __init__(self) -> None:
        super().__init__(size=(WIDTH, HEIGHT))
        texture = Texture.create(size=(WIDTH, HEIGHT), colorfmt="rgba")
        # As on the panel: it takes a third less time than to look between the pixels.
        texture.min_filter = texture.mag_filter = "nearest"
        texture.blit_buffer(b"\xff" * (WIDTH * HEIGHT * 4), colorfmt="rgba")
        with self.canvas:
            self.colour = Color(1, 1, 1)
            Rectangle(texture=texture, size=(WIDTH, HEIGHT))

    def on_touch_down(self, _: Any) -> None:
        self.colour.rgb = (1, 0, 0)

    def on_touch_up(self, _: Any) -> None:
        self.colour.rgb = (1, 1, 1)
