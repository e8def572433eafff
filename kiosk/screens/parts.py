"""What every screen is made of: presses, marks, and the frame around the content.

A screen shows one frozen view and emits the events that stand in it; it calls nothing else. All
text in a view is ready to be shown: in the visit's language, with its numbers formatted.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

__all__ = ["Frame", "Look", "Mark", "Press", "Shown"]

Event = Any


class Look(StrEnum):
    """How much a press weighs."""

    MAIN = "main"
    PLAIN = "plain"
    QUIET = "quiet"
    STOP = "stop"


class Mark(StrEnum):
    """The state of a slot, a day or a row: always a symbol, a word and a colour together."""

    FREE = "free"
    FEW = "few"
    FULL = "full"
    LOTTERY = "lottery"
    CLOSED = "closed"
    OUTSIDE = "outside"
    HELD = "held"
    WAITING = "waiting"
    CHOSEN = "chosen"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Press:
    """Something to touch: a word, an icon's name (assets/icons) or "", and what it means."""

    label: str
    event: Event
    icon: str = ""
    look: Look = Look.PLAIN
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Frame:
    """Around every content: where am I, what is asked, and the way back, out and on."""

    place: str
    clock: str
    line_text: str
    line_up: bool
    unsent_text: str
    question: str
    steps: tuple[str, ...] = ()
    step: int = 0
    back: Press | None = None
    stop: Press | None = None
    next: Press | None = None
    settings: tuple[Press, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """One picture of the terminal: the kind of screen, its view, the frame, the visit's settings.

    ``kind`` is the folder's name. ``text_scale`` is 1.0, 1.25 or 1.5; ``theme`` is standard,
    contrast or dim; ``reach`` puts everything into the lower half of a portrait screen.
    ``pager`` are the words of the keys that turn a page back and on.
    """

    kind: str
    view: Any
    frame: Frame
    text_scale: float = 1.0
    theme: str = "standard"
    reach: bool = False
    language: str = "ja"
    pager: tuple[str, str] = ("", "")
