"""A booking's row: found and locked, changed, and ended."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from central.booking.models import LIVE, Booking, BookingStatus, Cell
from central.find import find_one
from central.journal.commands import Context
from central.money.charges import void_or_keep
from central.registry.models import Resident

__all__ = ["end", "free_cells", "locked_booking", "rewrite"]


def locked_booking(
    number: str,
    resident: UUID | None,
    context: Context,
    states: tuple[BookingStatus, ...] = LIVE,
) -> Booking | None:
    """A booking of the resident, or of anybody where none is named, for the transaction.

    The resident's row is locked first: two at once cannot pass the same limit.
    """
    if not number.isprintable():
        return None
    found = find_one(Booking, municipality=context.municipality.id, number=number)
    if found is None or found.state not in states:
        return None
    if resident is not None and found.resident_id != resident:
        return None
    owner = None
    if found.resident_id is not None:
        owner = find_one(Resident, lock=True, id=found.resident_id)
    booking = find_one(Booking, lock=True, id=found.id)
    if booking is None or booking.state not in states:
        return None
    booking.resident = owner
    return booking


def rewrite(booking: Booking, context: Context, **changes: Any) -> None:
    """Change the row as it was read; if another was there before, the command is tried again."""
    as_read = {"state": booking.state, "changed_at": booking.changed_at}
    changes |= {"changed_at": context.now}
    if Booking.objects.filter(pk=booking.pk, **as_read).update(**changes) != 1:
        raise IntegrityError("the booking has changed meanwhile")
    for name, value in changes.items():
        setattr(booking, name, value)


def end(
    booking: Booking,
    state: BookingStatus,
    outcome: Mapping[str, object],
    context: Context,
    why: str = "",
) -> int:
    """End a booking as the outcome says: its fee, and its cells; the yen to be given back.

    A cancelled win keeps its cells until ``released_at`` (独占利用抑制).
    """
    until = outcome.get("released_at")
    held = isinstance(until, datetime) and until > context.now
    rewrite(booking, context, state=state, why=why, released_at=until if held else None)
    if not held:
        free_cells(booking)
    return void_or_keep(booking, outcome, context)


def free_cells(booking: Booking) -> None:
    Cell.objects.filter(booking=booking).delete()
