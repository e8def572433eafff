"""The first screen: two answers for nine visitors of ten, the rest below, today's notices above."""

from dataclasses import dataclass

from kiosk.screens.parts import Press

__all__ = ["View"]


@dataclass(frozen=True, slots=True)
class View:
    """``lead`` fills half the screen; ``more`` are smaller tiles; ``notices`` one line each."""

    lead: tuple[Press, ...]
    more: tuple[Press, ...] = ()
    notices: tuple[str, ...] = ()
