"""The rows that a booking takes, in the one order in which everybody inserts them."""

from dataclasses import replace
from datetime import date

from central.booking.models import Booking, Cell, Hold
from central.ids import new_ids
from central.journal.commands import Context
from central.sql import insert
from rules.facts import Occupied, Slot
from rules.floor import Floor, allocate, cells_of, free_courts, occupy

__all__ = ["hold_cells", "move_cells", "place", "take_cells", "taken_before"]

_NAMES = ("id", "municipality", "facility", "day", "start_minute", "cell")
#: A row of ``Cell`` without whose it is.
_Place = tuple[str, date, int, int]


def take_cells(floor: Floor, booking: Booking) -> None:
    """Sorted, so that no two who overlap wait for each other in a ring."""
    _insert(booking, _places(floor, booking))


def hold_cells(floor: Floor, hold: Hold) -> None:
    """The same for a terminal."""
    _insert(hold, _places(floor, hold))


def move_cells(floor: Floor, booking: Booking) -> None:
    """To the cells that it is to have: the new ones are taken before the others are freed."""
    wanted = _places(floor, booking)
    rows = Cell.objects.filter(booking=booking)
    has = {(c.facility, c.day, c.start_minute, c.cell): c.id for c in rows}
    _insert(booking, wanted - has.keys())
    rows.filter(pk__in=[has[one] for one in has.keys() - wanted]).delete()


def place(floor: Floor, slot: Slot, taken: Occupied, booking: Booking) -> frozenset[int] | None:
    """The cells of a booking that becomes another: the courts that it has stay, as far as free.

    ``taken`` is by others. None where too few courts are free.
    """
    time = (slot.start_minute, slot.end_minute)
    free = (cells_of(floor, slot.sport, n) for n in free_courts(floor, slot.sport, *time, taken))
    own = [court for court in free if court <= set(booking.cells)][: slot.courts]
    stay = frozenset[int]().union(*own)
    if len(own) == slot.courts:
        return stay
    more = replace(slot, courts=slot.courts - len(own))
    rest = allocate(floor, more, taken | occupy(floor, stay, *time))
    return allocate(floor, slot, taken) if rest is None else stay | rest


def taken_before(context: Context, slot: Slot, taken: Occupied) -> frozenset[int]:
    """Run again: the cells that it took, where they are free courts; none the first time."""
    if context.cells is None:
        return frozenset()
    floor = context.municipality.rooms[slot.facility].floor
    free = free_courts(floor, slot.sport, slot.start_minute, slot.end_minute, taken)
    courts = [cells for n in free if (cells := cells_of(floor, slot.sport, n)) <= context.cells]
    whole = len(courts) == slot.courts and context.cells == frozenset().union(*courts)
    return context.cells if whole else frozenset()


def _places(floor: Floor, booking: Booking | Hold) -> set[_Place]:
    cells = occupy(floor, booking.cells, booking.start_minute, booking.end_minute)
    return {(booking.facility, booking.day, *cell) for cell in cells}


def _insert(owner: Booking | Hold, places: set[_Place]) -> None:
    if not places:
        return
    ids = new_ids(len(places))
    rows = [
        (cell_id, owner.municipality, *where, owner.id)
        for cell_id, where in zip(ids, sorted(places), strict=True)
    ]
    column = "booking_id" if isinstance(owner, Booking) else "hold_id"
    insert(Cell, (*_NAMES, column), rows, ordered=True)
