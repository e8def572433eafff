"""The symbol and the colour of a state; its word comes with the view."""

from kiosk.screens.parts import Mark
from kiosk.theme import Palette

__all__ = ["SYMBOLS", "mark_colour"]

SYMBOLS: dict[Mark, str] = {
    Mark.FREE: "○",
    Mark.FEW: "△",
    Mark.FULL: "×",
    Mark.LOTTERY: "抽",
    Mark.CLOSED: "休",
    Mark.OUTSIDE: "―",
    Mark.HELD: "保",
    Mark.WAITING: "待",
    Mark.CHOSEN: "✓",
    Mark.NONE: "",
}


def mark_colour(mark: Mark, palette: Palette) -> str:
    """The hex colour of the symbol, on paper or on a key."""
    match mark:
        case Mark.FREE | Mark.LOTTERY | Mark.CHOSEN:
            return palette.main
        case Mark.FEW | Mark.WAITING:
            return palette.attention
        case Mark.HELD:
            return palette.good
        case Mark.FULL | Mark.CLOSED | Mark.OUTSIDE | Mark.NONE:
            return palette.quiet
