"""The rows that a booking takes, in the one order in which everybody inserts them."""

from central.booking.models import Booking, Cell
from central.ids import new_ids
from central.sql import insert
from rules.floor import Floor, occupy

__all__ = ["take_cells"]

_NAMES = ("id", "municipality", "facility", "day", "start_minute", "cell", "booking_id")


def take_cells(floor: Floor, booking: Booking) -> None:
    """Sorted, so that no two who overlap wait for each other in a ring."""
    taken = sorted(occupy(floor, booking.cells, booking.start_minute, booking.end_minute))
    place = (booking.municipality, booking.facility, booking.day)
    rows = [
        (cell_id, *place, minute, cell, booking.id)
        for cell_id, (minute, cell) in zip(new_ids(len(taken)), taken, strict=True)
    ]
    insert(Cell, _NAMES, rows)
