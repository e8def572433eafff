"""The row of a draw: whoever adds to its list shares it, whoever closes or holds it locks it."""

from datetime import date

from django.db import connection

from central.lottery.models import Draw
from central.sql import columns, first

__all__ = ["locked", "shared"]

_SHARED = f"""
SELECT {columns(Draw, "d")} FROM lottery_draw d WHERE d.municipality = %s AND d.month = %s
"""  # noqa: S608 - names of our own columns


def shared(municipality: str, month: date) -> Draw | None:
    """Many at once: while one of them is under way, the list cannot be closed over it."""
    lock = "FOR SHARE OF d" if connection.features.has_select_for_update else ""
    return first(Draw, _SHARED + lock, municipality, month)


def locked(municipality: str, month: date) -> Draw | None:
    """One at a time."""
    return Draw.objects.select_for_update().filter(municipality=municipality, month=month).first()
