"""What became of it: confirmed, received, checking, refused or cancelled; each looks different."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.screens.parts import Press

__all__ = ["Reason", "Tone", "View"]


class Tone(StrEnum):
    CONFIRMED = "confirmed"
    RECEIVED = "received"
    CHECKING = "checking"
    REFUSED = "refused"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why not, the clause that says so, and a press that does what is possible instead."""

    text: str
    clause: str
    instead: Press | None = None


@dataclass(frozen=True, slots=True)
class View:
    """``number`` is shown large, "" where there is none; ``ticket`` says how the paper fares."""

    tone: Tone
    word: str
    number_label: str
    number: str
    lines: tuple[str, ...]
    reasons: tuple[Reason, ...] = ()
    ticket: str = ""
    actions: tuple[Press, ...] = ()
