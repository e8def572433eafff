"""QR codes, for paper and for the screen: rows of dark and light modules."""

from collections.abc import Sequence

import segno

__all__ = ["QUIET_MODULES", "modules"]

#: So much stays light around a code, else no scanner finds it.
QUIET_MODULES = 4


def modules(text: str, modules_max: int) -> Sequence[Sequence[int]]:
    """1 is dark; a text that would need more than so many a side gives up some redundancy."""
    rows: Sequence[Sequence[int]] = segno.make_qr(text, error="m").matrix
    if len(rows) <= modules_max:
        return rows
    denser: Sequence[Sequence[int]] = segno.make_qr(text, error="l").matrix
    return denser
