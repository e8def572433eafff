"""What notices leave of a booking, hour by hour (不可抗力, KM-90)."""

from collections.abc import Iterable
from dataclasses import replace

from central.booking.cells import move_cells
from central.booking.facts import slot_of
from central.booking.models import Booking
from central.booking.rows import rewrite
from central.journal.commands import Context
from rules.facts import Closure, Slot

__all__ = ["left_of", "minutes_of", "shorten", "shortened"]

#: Times of a day, from start to end in minutes.
Times = tuple[tuple[int, int], ...]


def left_of(slot: Slot, closed: Iterable[Closure]) -> Times:
    """The times of a slot that no notice takes, in their order."""
    times: Times = ((slot.start_minute, slot.end_minute),)
    for one in closed:
        if (one.facility, one.day) == (slot.facility, slot.day):
            times = tuple(rest for time in times for rest in _without(time, one))
    return times


def minutes_of(times: Times) -> int:
    return sum(end - start for start, end in times)


def shorten(booking: Booking, times: Times, context: Context) -> None:
    """To what is left, where that is one piece; with a gap inside it stays as long as it was."""
    slot = shortened(booking, times)
    if slot != slot_of(booking):
        rewrite(booking, context, start_minute=slot.start_minute, end_minute=slot.end_minute)
        move_cells(context.municipality.rooms[booking.facility].floor, booking)


def shortened(booking: Booking, times: Times) -> Slot:
    """The slot that ``shorten`` leaves."""
    slot = slot_of(booking)
    if len(times) != 1:
        return slot
    return replace(slot, start_minute=times[0][0], end_minute=times[0][1])


def _without(time: tuple[int, int], closure: Closure) -> Times:
    start, end = time
    before = (start, min(end, closure.start_minute))
    after = (max(start, closure.end_minute), end)
    return tuple((first, last) for first, last in (before, after) if first < last)
