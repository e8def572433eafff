"""Demonstration only: the hands of a person at the terminal, and what lies in the ticket tray."""

from dataclasses import dataclass

from PIL.Image import Image

from kiosk.screens.parts import Press

__all__ = ["View"]


@dataclass(frozen=True, slots=True)
class View:
    """``cards`` can be held to the reader; ``switches`` are line, paper and the like.

    ``ticket`` is the picture of one printed ticket, None where none has come out yet;
    ``tray`` turns through the others.
    """

    title: str
    cards: tuple[Press, ...]
    card_note: str
    switches: tuple[Press, ...]
    tray_note: str
    tray: tuple[Press, ...]
    ticket: Image | None = None
