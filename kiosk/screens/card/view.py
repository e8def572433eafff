"""Where to hold the card, drawn for this terminal."""

from dataclasses import dataclass

from kiosk.screens.parts import Press

__all__ = ["View"]


@dataclass(frozen=True, slots=True)
class View:
    """``state`` is waiting, reading, or trouble; ``hint`` is what to do now."""

    hint: str
    state: str = "waiting"
    others: tuple[Press, ...] = ()
