"""That the board of a room's day changed, where no booking of that day tells it."""

from datetime import date

from central.booking.models import BoardChange
from central.journal.commands import Context

__all__ = ["mark_changed"]


def mark_changed(facility: str, day: date, context: Context) -> None:
    """Terminals that poll get this day again: a booking left it, a notice came or went."""
    BoardChange.objects.create(
        id=context.make_id(f"board {facility} {day}"),
        municipality=context.municipality.id,
        facility=facility,
        day=day,
        at=context.now,
    )
