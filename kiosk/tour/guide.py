"""A guide through the terminal's window: looks for what can be touched, touches it, takes pictures.

It works on a thread of its own, and moves a finger whose touches come in through the window's
input; what it knows of the screen is what a resident sees: the tiles that can be touched.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from kiosk.bootstrap import Terminal
from kiosk.screens.board.turns import Turn
from kiosk.screens.dock.widget import Dock
from kiosk.screens.month.layout import WeeksTurned
from kiosk.screens.parts import Event, Shown
from kiosk.widgets.box import Box
from kiosk.widgets.finger import Finger
from kiosk.widgets.stack import PageTurned
from kiosk.widgets.terminal import Target

__all__ = ["Guide", "LostError", "Picture"]

WAIT_S_MAX = 60.0
LOOK_AGAIN_S = 0.02
PAGES_MAX = 50
#: What turns the pages of a screen.
TURNS = (PageTurned, Turn, WeeksTurned)

T = TypeVar("T")


class LostError(Exception):
    """What should be on the screen is not there."""


@dataclass(frozen=True, slots=True)
class Picture:
    """``file`` lies in the tour's folder; ``what`` is one sentence about it."""

    file: str
    what: str


class Guide:
    def __init__(self, terminal: Terminal, dock: Callable[[], Dock], out: Path) -> None:
        self._terminal = terminal
        self._dock = dock
        self._on_ui = terminal.app.on_ui
        self._out = out
        self._finger = Finger()
        self.pictures: list[Picture] = []
        #: Touches on the panel since ``count_touches``.
        self.touches = 0
        self._on_ui(self._finger.attach)

    @property
    def shown(self) -> Shown:
        return self._terminal.turn.shown

    def wait_for(self, what: str, is_there: Callable[[], T | None]) -> T:
        """Until it is there; LostError names it where it does not come."""
        until = time.monotonic() + WAIT_S_MAX
        while time.monotonic() < until:
            if found := is_there():
                return found
            time.sleep(LOOK_AGAIN_S)
        self.picture("lost", f"waited in vain for: {what}")
        raise LostError(f"{what}; shown is {self.shown.kind}: {self.shown.frame.question}")

    def see(self, kind: str) -> Shown:
        self.wait_for(f"a screen of the kind {kind}", lambda: self.shown.kind == kind)
        return self.shown

    def tap(self, wanted: type | Event, fits: Callable[[Any], bool] = lambda _: True) -> None:
        """Touch what means this event, or one of this type that fits; turn pages to find it."""
        for _ in range(PAGES_MAX):
            target = self.wait_for(
                f"something to touch for {wanted}", lambda: self._look_for(wanted, fits)
            )
            self._touch(target.box)
            if not isinstance(target.event, TURNS):
                return
        raise LostError(f"no page has {wanted}")

    def type_in(self, text: str, key: Callable[[str], Event]) -> None:
        for character in text:
            self.tap(key(character))

    def tap_dock(self, event: Event) -> None:
        """Touch the key of the dock that means this."""
        box = self.wait_for(f"a key of the dock for {event}", lambda: self._look_in_dock(event))
        self._finger.tap(box.left + box.width / 2, box.top + box.height / 2)
        self._settle()

    def picture(self, name: str, what: str) -> None:
        """The panel as it is now, without the dock."""
        self._settle()
        file = self.note(name, what)
        self._on_ui(lambda: self._terminal.app.terminal.export_to_png(str(self._out / file)))

    def note(self, name: str, what: str) -> str:
        """The file of the next picture, in the order in which they are seen."""
        file = f"{len(self.pictures) + 1:02d}-{name}.png"
        self.pictures.append(Picture(file, what))
        return file

    def _look_for(self, wanted: type | Event, fits: Callable[[Any], bool]) -> Target | None:
        """What is wanted, else the key that turns on to where it may be."""
        targets = self._on_ui(lambda: self._terminal.app.terminal.targets)
        for target in targets:
            if _means(target.event, wanted) and fits(target.event):
                return target
        onward = [target for target in targets if isinstance(target.event, TURNS)]
        return onward[-1] if onward else None

    def _touch(self, box: Box) -> None:
        self._finger.tap(box.left + box.width / 2, box.top + box.height / 2)
        self.touches += 1
        self._settle()

    def _settle(self) -> None:
        """Until the finger is up and what it did is drawn."""
        self.wait_for("a still finger", lambda: self._finger.is_still)
        for _ in range(3):
            self._on_ui(lambda: None)

    def _look_in_dock(self, event: Event) -> Box | None:
        targets = self._on_ui(lambda: self._dock().targets)
        return next((box for meant, box in targets if meant == event), None)


def _means(event: Event, wanted: type | Event) -> bool:
    return isinstance(event, wanted) if isinstance(wanted, type) else bool(event == wanted)
