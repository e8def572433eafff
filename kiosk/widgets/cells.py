"""What the cells of every grid have in common: how small a finger lets them be."""

from kiosk.theme import Role
from kiosk.widgets.brush import Brush

__all__ = ["CELL_MM", "WORD_LINES_MAX", "gap_of", "symbol_beside", "symbol_least"]

#: What a finger needs.
CELL_MM = 20
#: The distance to the next cell; 3 mm where there is room for it.
GAP_LEAST_MM, GAP_MM = 1, 3
SYMBOL_EM = 1.35
WORD_LINES_MAX = 2


def gap_of(brush: Brush, pitch: int) -> int:
    """Even, so that half of it stands at either side; ``pitch`` is from one cell to the next."""
    gap = min(pitch - brush.mm(CELL_MM), brush.mm(GAP_MM))
    return 2 * max(gap // 2, -(-brush.mm(GAP_LEAST_MM) // 2))


def symbol_beside(brush: Brush, role: Role) -> int:
    """A symbol that stands before a word has this size."""
    return round(brush.letters.em(role) * SYMBOL_EM)


def symbol_least(brush: Brush) -> int:
    """A symbol grows with the type, and holds a character of the smallest."""
    return symbol_beside(brush, "small")
