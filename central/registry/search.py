"""Find a resident by what somebody says at a counter or on the telephone."""

import unicodedata

from django.db.models import Q

__all__ = ["folded", "has_phone"]

_DIGITS_MIN = 4


def folded(words: str) -> str:
    """In the widths that are usual: figures and letters narrow, kana wide."""
    return unicodedata.normalize("NFKC", words).strip()


def has_phone(words: str) -> Q | None:
    """Whoever has these figures in the telephone number, wherever its hyphens are."""
    figures = [key for key in words if key.isdecimal()]
    if len(figures) < _DIGITS_MIN or len(figures) != len(words.replace("-", "")):
        return None
    return Q(phone__regex="[^0-9]*".join(figures))
