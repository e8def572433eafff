"""A password by the keys that the municipality allows, and no others."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.screens.parts import Event

__all__ = ["View"]


@dataclass(frozen=True, slots=True)
class View:
    """The characters stay in the widget, in bytes that it overwrites.

    On ``done`` the widget seals them with what the application gives it, and emits
    ``sealed(kid, box)``; nothing in the clear leaves it. ``rows`` are rows of keys, a character
    each. ``subject`` says whose password this is; the widget hands it on as it is. ``tries`` says
    what is left of the tries, "" where that is not known.
    """

    subject: object

    label: str
    rows: tuple[str, ...]
    length_min: int
    length_max: int
    sealed: Callable[[str, str], Event]
    done: str
    erase: str
    reveal: str
    help: str = ""
    tries: str = ""
    error: str = ""
