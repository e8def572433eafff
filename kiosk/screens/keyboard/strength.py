"""How good a new password is, looked at byte by byte: no string is made of it."""

from enum import StrEnum
from itertools import pairwise

from kiosk.screens.keyboard.secret import Secret

__all__ = ["Strength", "strength_of"]

#: Fewer different characters than this are guessed soon.
DIFFERENT_MIN = 4
#: So long, of two kinds and of so many different characters is strong.
STRONG_LENGTH, STRONG_DIFFERENT = 10, 7


class Strength(StrEnum):
    """``wanted``: not long enough yet; ``unmixed``: of one kind, where two are needed."""

    WANTED = "wanted"
    UNMIXED = "unmixed"
    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"


def strength_of(secret: Secret, length_min: int, *, mixed: bool) -> Strength:
    """Characters that follow each other (1234, abcd) count as one."""
    typed = secret.copy()
    both = any(_is_digit(b) for b in typed) and not all(_is_digit(b) for b in typed)
    steps = {(b - a) % 256 for a, b in pairwise(typed)}
    different, length = len(set(typed)), len(typed)
    typed[:] = bytes(length)
    if length < length_min:
        return Strength.WANTED
    if mixed and not both:
        return Strength.UNMIXED
    if different < DIFFERENT_MIN or steps <= {0, 1} or steps <= {0, 255}:
        return Strength.WEAK
    if both and length >= STRONG_LENGTH and different >= STRONG_DIFFERENT:
        return Strength.STRONG
    return Strength.FAIR if both else Strength.WEAK


def _is_digit(byte: int) -> bool:
    return ord("0") <= byte <= ord("9")
