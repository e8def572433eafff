"""Something to say that is not an answer: still there?, out of service, please wait."""

from dataclasses import dataclass

from kiosk.screens.parts import Press

__all__ = ["View"]


@dataclass(frozen=True, slots=True)
class View:
    """``countdown_s`` is the number shown large, None where nothing runs out.

    ``tone`` is calm, attention or stop.
    """

    lines: tuple[str, ...]
    actions: tuple[Press, ...] = ()
    countdown_s: int | None = None
    tone: str = "calm"
