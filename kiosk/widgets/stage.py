"""The little that a content widget is given: how to say what was touched, and how to draw."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.screens.parts import Event
from kiosk.theme import Palette, Sizes
from kiosk.widgets.sheet import Sheet
from sync.wire import Sealed

__all__ = ["Stage"]


@dataclass(frozen=True, slots=True)
class Stage:
    """What a content widget may use: nothing else reaches it.

    ``emit`` hands on an event that stood in a view. ``seal`` is for the keyboard alone: a subject
    and the characters typed, answered by None where no key of the centre is known.
    """

    emit: Callable[[Event], None]
    seal: Callable[[object, bytearray], Sealed | None]
    sizes: Sizes
    palette: Palette
    #: The words of the keys that turn a page back and on.
    pager: tuple[str, str] = ("", "")
    #: What it is painted on, with others; None: on one of its own.
    sheet: Sheet | None = None
