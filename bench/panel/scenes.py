"""What is touched, in cycles that end where they began; the panel is the terminal's own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.panel.boards import BOARD, BOARD_NAME, CELL, CHOSEN
from bench.panel.eye import Point, Points
from kiosk.app import KioskApp, Panel
from kiosk.messages import Touched
from kiosk.screens.choose.view import Answer
from kiosk.screens.choose.view import View as Choice
from kiosk.screens.home.view import EXAMPLES as HOMES
from kiosk.screens.month.view import EXAMPLES as MONTHS
from kiosk.screens.parts import Event, Shown
from kiosk.widgets.box import Box
from tests.support.frames import FRAME, shown

__all__ = ["HEIGHT", "WIDTH", "Scene", "Stand", "kinds", "scenes"]

WIDTH, HEIGHT, WIDTH_MM = 1080, 1920, 268.0
Answers = Callable[[Event], Shown | None]
STOP = "stop"
TOWNS = Choice(tuple(Answer(f"第{n}市", f"town:{n}") for n in range(1, 19)))
SCREENS = Path(__file__).resolve().parents[2] / "kiosk" / "screens"
#: Where a touch that opens a screen comes from; the first page opens from elsewhere.
BEFORE = shown("home", HOMES["normal"], replace(FRAME, question="ご用件をおえらびください", step=0))
BEFORE_HOME = shown("choose", TOWNS)


#: What means these stands on the frame, and not on the content.
ON_THE_FRAME = {FRAME.back, FRAME.stop, FRAME.next, *FRAME.settings}


class Stand:
    """The panel, and what answers its events: another picture, or nothing."""

    def __init__(self) -> None:
        self.shown = BEFORE
        self._answers: Answers = lambda _: None
        panel = Panel(WIDTH, HEIGHT, WIDTH_MM, fullscreen=False)
        self.app = KioskApp(panel, BEFORE, emit=self._emit, seal=lambda *_: None)

    def play(self, first: Shown, answers: Answers = lambda _: None) -> None:
        """From another thread: show this, and from now on what is answered; until it is drawn."""
        self._answers = answers
        self.app.on_ui(lambda: self._show(first))
        self.app.on_ui(lambda: None)

    def keys(self, pictures: Sequence[Shown]) -> list[int]:
        """How much can be touched on the content of each, laid out as in the window."""
        return self.app.on_ui(lambda: [self._keys(picture) for picture in pictures])

    def _keys(self, picture: Shown) -> int:
        self._show(picture)
        content = self.app.terminal.content
        tiles = content.picture(int(content.width), int(content.height)).tiles
        return len({tile.event for tile in tiles} - {None})

    def boxes(self) -> dict[Event, Box]:
        """What can be touched on the content; where it cannot be, on the frame."""
        targets = self.app.on_ui(lambda: self.app.terminal.targets)
        frame = {press.event for press in ON_THE_FRAME if press is not None}
        own = {target.event: target.box for target in targets if target.event not in frame}
        return own or {target.event: target.box for target in targets}

    def middle_of(self, event: Event) -> Point:
        targets = self.app.on_ui(lambda: self.app.terminal.targets)
        return _middle(next(target.box for target in targets if target.event == event))

    def _show(self, picture: Shown) -> None:
        self.shown = picture
        self.app.show(picture)

    def _emit(self, event: Event) -> None:
        picture = None if isinstance(event, Touched) else self._answers(event)
        if picture is not None:
            self._show(picture)


@dataclass(frozen=True, slots=True)
class Scene:
    """``points`` are pressed and lifted one after the other; then ``first`` is shown, if it is not.

    ``touches`` are the acts that show a key as pressed, ``lifts`` those that show what came of it.
    """

    name: str
    first: Shown
    answers: Answers
    points: Points
    touches: tuple[int, ...]
    lifts: tuple[int, ...]


def scenes(stand: Stand, only: str = "") -> list[Callable[[], Scene]]:
    """The day board, a month change, another municipality, and every kind of screen.

    Each is made when it is its turn; ``only`` is a part of the names that are wanted.
    """
    made = {BOARD_NAME: _board, "month change": _months, "switching the municipality": _towns}
    return [
        *(partial(make, stand, name) for name, make in made.items() if only in name),
        *(partial(_opened, stand, kind) for kind in kinds() if only in f"screen {kind}"),
    ]


def kinds() -> list[str]:
    """All but the demonstration's devices, which stand on no terminal."""
    return sorted({path.parent.name for path in SCREENS.glob("*/widget.py")} - {"dock"})


def _opened(stand: Stand, kind: str) -> Scene:
    """Opened by a touch of another screen; then its first key is touched, which leads nowhere."""
    before = BEFORE_HOME if kind == "home" else BEFORE
    there = shown(kind, _fullest(stand, kind))

    def answers(_: Event) -> Shown | None:
        return there if stand.shown is before else None

    def first_key() -> Point:
        return _middle(next(iter(stand.boxes().values())))

    return Scene(f"screen {kind}", before, answers, (first_key, first_key), (2,), (1,))


def _fullest(stand: Stand, kind: str) -> Any:
    """The example with the most to touch."""
    views = list(import_module(f"kiosk.screens.{kind}.view").EXAMPLES.values())
    keys = stand.keys([shown(kind, view) for view in views])
    return views[keys.index(max(keys))]


def _board(stand: Stand, name: str) -> Scene:
    """A touch chooses a cell and the one below it; another gives them up."""
    empty, chosen = shown("board", BOARD), shown("board", CHOSEN)

    def answers(event: Event) -> Shown | None:
        if event != CELL:
            return None
        return chosen if stand.shown is empty else empty

    cell = partial(stand.middle_of, CELL)
    return Scene(name, empty, answers, (cell, cell), (0, 2), (1, 3))


def _months(stand: Stand, name: str) -> Scene:
    """From the first month to the second, and back."""
    view = MONTHS["normal"]
    pictures = {
        month.event: shown("month", replace(view, large=number))
        for number, month in enumerate(view.months)
    }
    here, there = (month.event for month in view.months[:2])
    points = (partial(stand.middle_of, there), partial(stand.middle_of, here))
    return Scene(name, pictures[here], pictures.get, points, (0, 2), (1, 3))


def _towns(stand: Stand, name: str) -> Scene:
    """One of eighteen is chosen, and its first page comes; it is left again."""
    here = shown("choose", TOWNS)
    there = shown("home", HOMES["normal"], replace(FRAME, place="第1市　総合体育館", question=""))

    def answers(event: Event) -> Shown | None:
        return {TOWNS.answers[0].event: there, STOP: here}.get(event)

    points = (
        partial(stand.middle_of, TOWNS.answers[0].event),
        partial(stand.middle_of, STOP),
    )
    return Scene(name, here, answers, points, (0,), (1,))


def _middle(box: Box) -> Point:
    return box.left + box.width / 2, box.top + box.height / 2
