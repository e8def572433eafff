"""Keeps the text while it is typed, and hands it on when it is done."""

from typing import Any

from kiosk.screens.parts import Event
from kiosk.screens.typing.layout import (
    Done,
    Erased,
    KeyTyped,
    Marked,
    PlaneChosen,
    Smalled,
    Typed,
    lay,
)
from kiosk.screens.typing.letters import made_small, with_mark
from kiosk.widgets.box import Box
from kiosk.widgets.paged import Paged
from kiosk.widgets.stage import Stage
from kiosk.widgets.tiles import Tile

__all__ = ["Content"]


class Content(Paged):
    def __init__(self, stage: Stage, **kw: Any) -> None:
        super().__init__(stage, **kw)
        self._text = ""
        self._plane = 0

    def show(self, view: Any) -> None:
        if self.view is None or view.label != self.view.label:
            self._text, self._plane = view.text, 0
        super().show(view)

    def topic(self, view: Any) -> object:
        return view.label

    def lay(self, box: Box) -> tuple[Tile, ...]:
        typed = Typed(self._text, self._plane)
        return lay(self.view, box, self.brush, self.page, self.stage.pager, typed=typed)

    def taken(self, event: Event) -> None:
        match event:
            case PlaneChosen(plane):
                self._plane, self.page = plane, 0
            case Done():
                self.stage.emit(self.view.typed(self._text.strip()))
            case KeyTyped() | Marked() | Smalled() | Erased():
                self._text = _changed(self._text, event)[: self.view.length_max]
            case _:
                super().taken(event)
        self.renew()

    def on_parent(self, _: Any, parent: Any) -> None:
        """Whoever leaves this screen leaves nothing behind."""
        if parent is None:
            self._text = ""
            self._pixels.cache_clear()


def _changed(text: str, event: KeyTyped | Marked | Smalled | Erased) -> str:
    match event:
        case KeyTyped(more):
            return text + more
        case Marked(mark):
            return with_mark(text, mark)
        case Smalled():
            return made_small(text)
        case Erased():
            return text[:-1]
