"""The rows that a booking takes, in the one order in which everybody inserts them."""

from collections.abc import Iterator

from central.booking.models import Booking, Cell
from central.ids import new_ids
from rules.floor import Floor, occupy

__all__ = ["cell_rows"]


def cell_rows(floor: Floor, booking: Booking) -> Iterator[Cell]:
    """Sorted, so that no two who overlap wait for each other in a ring."""
    taken = sorted(occupy(floor, booking.cells, booking.start_minute, booking.end_minute))
    for cell_id, (minute, cell) in zip(new_ids(len(taken)), taken, strict=True):
        yield Cell(
            id=cell_id,
            municipality=booking.municipality,
            facility=booking.facility,
            day=booking.day,
            start_minute=minute,
            cell=cell,
            booking=booking,
        )
