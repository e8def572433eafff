"""The rows that a booking takes, in the one order in which everybody inserts them."""

from collections.abc import Iterator

from central.booking.models import Booking, Cell
from central.ids import new_id
from rules.floor import Floor, occupy

__all__ = ["cell_rows"]


def cell_rows(floor: Floor, booking: Booking) -> Iterator[Cell]:
    """Sorted, so that no two who overlap wait for each other in a ring."""
    taken = occupy(floor, booking.cells, booking.start_minute, booking.end_minute)
    for minute, cell in sorted(taken):
        yield Cell(
            id=new_id(),
            municipality=booking.municipality,
            facility=booking.facility,
            day=booking.day,
            start_minute=minute,
            cell=cell,
            booking=booking,
        )
