"""Takes a password, a new one twice: masked, sealed, and overwritten when it is not needed."""

from dataclasses import replace
from typing import Any

from kiosk.screens.keyboard.layout import CharacterTyped, Done, Erased, Revealed, Typed, lay
from kiosk.screens.keyboard.secret import Secret
from kiosk.screens.keyboard.strength import Strength, strength_of
from kiosk.screens.keyboard.view import Again, View
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
        #: What was typed the first time, while it is typed again.
        self._first: Secret | None = None
        self._differed = False
        self._is_revealed = False

    def show(self, view: Any) -> None:
        if self.view is None or view.subject != self.view.subject:
            self._begin(view.length_max)
        super().show(view)

    def topic(self, view: Any) -> object:
        return view.rows

    def lay(self, box: Box) -> tuple[Tile, ...]:
        seen = self._secret.characters() if self._is_revealed else ()
        typed = Typed(len(self._secret), seen, self._is_ready())
        return lay(self._asked(), box, self.brush, self.page, self.stage.pager, typed=typed)

    def taken(self, event: Event) -> None:
        match event:
            case CharacterTyped(character):
                self._differed = False
                self._secret.add(character)
            case Erased():
                self._secret.erase()
            case Revealed():
                pass  # it acted while it was held
            case Done():
                self._done()
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

    def _asked(self) -> View:
        """The view as it stands: the first time, the second, or after two that differ."""
        view: View = self.view
        again = view.again
        if again is None:
            return view
        if self._first is not None:
            return replace(view, label=again.label, help="")
        if self._differed:
            return replace(view, error=again.differ, help="")
        return replace(view, help=self._judged(again))

    def _judged(self, again: Again) -> str:
        return str(getattr(again, self._strength(again).value))

    def _strength(self, again: Again) -> Strength:
        return strength_of(self._secret, self.view.length_min, mixed=again.mixed)

    def _is_ready(self) -> bool:
        again = self.view.again
        return again is None or self._strength(again) is not Strength.UNMIXED

    def _done(self) -> None:
        if self.view.again is None:
            self._seal()
        elif self._first is None:
            self._first, self._secret = self._secret, Secret(self.view.length_max)
        elif self._first.is_like(self._secret):
            self._seal()
        else:
            self._begin(self.view.length_max)
            self._differed = True

    def _begin(self, length_max: int) -> None:
        self._forget()
        self._secret = Secret(length_max)

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
        if self._first is not None:
            self._first.wipe()
        self._first = None
        self._differed = self._is_revealed = False
        self._pixels.cache_clear()
