"""The symbol and the colour of a state; its word comes with the view."""

from kiosk.screens.parts import Mark
from kiosk.theme import Palette

__all__ = ["SYMBOLS", "mark_colour", "mark_colour_name"]

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
    Mark.CONFIRMED: "✓",
    Mark.REFUSED: "×",
    Mark.NONE: "",
}


def mark_colour(mark: Mark, palette: Palette) -> str:
    """The hex colour of the symbol, on paper or on a key."""
    return str(getattr(palette, mark_colour_name(mark)))


def mark_colour_name(mark: Mark) -> str:
    """Which of a palette's colours it is."""
    match mark:
        case Mark.FREE | Mark.LOTTERY | Mark.CHOSEN:
            return "main"
        case Mark.FEW | Mark.WAITING:
            return "attention"
        case Mark.HELD | Mark.CONFIRMED:
            return "good"
        case Mark.REFUSED:
            return "stop"
        case Mark.FULL | Mark.CLOSED | Mark.OUTSIDE | Mark.NONE:
            return "quiet"
