"""Takes a password: masked, sealed when it is done, and overwritten when it is no longer needed."""

from typing import Any

from kiosk.screens.keyboard.layout import CharacterTyped, Done, Erased, Revealed, Typed, lay
from kiosk.screens.keyboard.secret import Secret
from kiosk.screens.parts import Event
from kiosk.widgets.box import Box
from kiosk.widgets.paged import Paged
from kiosk.widgets.stage import Stage
from kiosk.widgets.tiles import Tile

__all__ = ["Content"]


class Content(Paged):
    def __init__(self, stage: Stage, **kw: Any) -> None:
        super().__init__(stage, **kw)
        self._secret = Secret(0)
        self._is_revealed = False

    def show(self, view: Any) -> None:
        if self.view is None or view.subject != self.view.subject:
            self._secret.wipe()
            self._secret = Secret(view.length_max)
        super().show(view)

    def topic(self, view: Any) -> object:
        return view.rows

    def lay(self, box: Box) -> tuple[Tile, ...]:
        seen = self._secret.characters() if self._is_revealed else ()
        typed = Typed(len(self._secret), seen)
        return lay(self.view, box, self.brush, self.page, self.stage.pager, typed=typed)

    def taken(self, event: Event) -> None:
        match event:
            case CharacterTyped(character):
                self._secret.add(character)
            case Erased():
                self._secret.erase()
            case Revealed():
                pass  # it acted while it was held
            case Done():
                self._seal()
            case _:
                super().taken(event)
        self.renew()

    def on_touch_down(self, touch: Any) -> bool:
        taken = super().on_touch_down(touch)
        if self._pressed is not None:
            self._reveal(isinstance(self.shown.tiles[self._pressed].event, Revealed))
        return bool(taken)

    def on_touch_up(self, touch: Any) -> bool:
        self._reveal(False)
        return bool(super().on_touch_up(touch))

    def on_parent(self, _: Any, parent: Any) -> None:
        """Whoever leaves this screen leaves nothing behind."""
        if parent is None:
            self._forget()

    def _reveal(self, reveal: bool) -> None:
        if reveal != self._is_revealed:
            self._is_revealed = reveal
            self._pixels.cache_clear()
            self.renew()

    def _seal(self) -> None:
        plain = self._secret.copy()
        try:
            sealed = self.stage.seal(self.view.subject, plain)
        finally:
            plain[:] = bytes(len(plain))
            self._forget()
        if sealed is not None:
            self.stage.emit(self.view.sealed(sealed.kid, sealed.box))

    def _forget(self) -> None:
        self._secret.wipe()
        self._is_revealed = False
        self._pixels.cache_clear()
