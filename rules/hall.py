"""The floors of all rooms while a draw goes on: what is won, by which entry, what is still free.

The taken cells are kept as bits, an int for each granule of a room's day, so that a million
entries are a matter of seconds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from rules.calendar import DAY_MINUTES
from rules.facts import Occupied, Slot
from rules.floor import Floor, cells_in, choose

__all__ = ["WHOLE_ROOM", "Hall", "Placed", "Taken"]

#: Of a room on a day the cells that nobody can win.
Taken = Mapping[tuple[str, date], Occupied]
#: The slots of an entry that won, in the order of their time, each with its cells.
Placed = tuple[tuple[Slot, frozenset[int]], ...]

#: Instead of a number of courts: all cells of the room.
WHOLE_ROOM = 0


@dataclass(frozen=True, slots=True)
class _Win:
    """``number`` counts the entries that won, from 0; of its granules ``after`` is the end."""

    number: int
    first: int
    after: int
    cells: int


@dataclass(frozen=True, slots=True)
class _RoomDay:
    """A room on a day: the taken cells in each granule, and its wins, the first one first."""

    floor: Floor
    taken: list[int]
    wins: list[_Win] = field(default_factory=list)


#: A slot that found its cells: where, when and which.
_Found = tuple[_RoomDay, range, int]


class Hall:
    """Every room on every day; what was not taken before is free until somebody wins it."""

    def __init__(self, floors: Mapping[str, Floor], taken: Taken | None = None) -> None:
        self._floors = floors
        self._taken = taken or {}
        self._days: dict[tuple[str, date], _RoomDay] = {}
        self._winners: list[str] = []
        #: What each entry won.
        self.placed: dict[str, Placed] = {}

    def take(self, entry: str, slots: Sequence[Slot]) -> list[Slot]:
        """Take the cells of all slots; where some find too few, name those and take nothing."""
        found: list[_Found] = []
        missed: list[Slot] = []
        wanted = slots if len(slots) == 1 else sorted(slots, key=_when_and_where)
        for slot in wanted:
            day = self._day(slot)
            granules = _granules(day.floor, slot)
            cells = _free_cells(day, granules, slot)
            if cells is None:
                missed.append(slot)
            else:
                _flip(day, granules, cells)
                found.append((day, granules, cells))
        if missed:
            for one in found:
                _flip(*one)
        else:
            self._win(entry, found)
            self.placed[entry] = tuple(
                (slot, frozenset(cells_in(cells)))
                for slot, (_, _, cells) in zip(wanted, found, strict=True)
            )
        return missed

    def in_the_way(self, slots: Iterable[Slot]) -> str | None:
        """Of the entries that won cells that one of the slots could use, the one that won first."""
        numbers = [number for slot in slots if (number := self._first_over(slot)) is not None]
        return self._winners[min(numbers)] if numbers else None

    def _win(self, entry: str, found: Sequence[_Found]) -> None:
        number = len(self._winners)
        self._winners.append(entry)
        for day, granules, cells in found:
            day.wins.append(_Win(number, granules.start, granules.stop, cells))

    def _first_over(self, slot: Slot) -> int | None:
        """The number of the first win at that time, of cells that the slot could use."""
        day = self._day(slot)
        wanted, usable = _granules(day.floor, slot), _usable(day.floor, slot.sport, slot.courts)
        first, after = wanted.start, wanted.stop
        for win in day.wins:
            if win.first < after and first < win.after and win.cells & usable:
                return win.number
        return None

    def _day(self, slot: Slot) -> _RoomDay:
        key = (slot.facility, slot.day)
        day = self._days.get(key)
        if day is None:
            floor = self._floors[slot.facility]
            day = _RoomDay(floor, _taken_before(floor, self._taken.get(key, frozenset())))
            self._days[key] = day
        return day


def _taken_before(floor: Floor, occupied: Occupied) -> list[int]:
    """The taken cells of each granule of a day, as bits."""
    taken = [0] * (DAY_MINUTES // floor.granule_minutes)
    for minute, cell in occupied:
        taken[minute // floor.granule_minutes] |= 1 << cell
    return taken


def _granules(floor: Floor, slot: Slot) -> range:
    """The granules that a slot touches, counted from 0."""
    step = floor.granule_minutes
    return range(slot.start_minute // step, -(-slot.end_minute // step))


def _free_cells(day: _RoomDay, granules: range, slot: Slot) -> int | None:
    """The cells that a slot would get, free all through its time."""
    taken = 0
    for bits in day.taken[granules.start : granules.stop]:
        taken |= bits
    if slot.courts == WHOLE_ROOM:
        return None if taken else _whole(day.floor)
    return choose(day.floor, slot.sport, slot.courts, taken)


def _flip(day: _RoomDay, granules: range, cells: int) -> None:
    """Take cells that are free, or free those that were taken just before."""
    for granule in granules:
        day.taken[granule] ^= cells


@lru_cache(maxsize=4096)
def _usable(floor: Floor, sport: str, courts: int) -> int:
    """The cells of all courts that a slot may be given."""
    if courts == WHOLE_ROOM:
        return _whole(floor)
    usable = 0
    for court in floor.masks(sport):
        usable |= court
    return usable


def _whole(floor: Floor) -> int:
    return (1 << floor.cells) - 1


def _when_and_where(slot: Slot) -> tuple[object, ...]:
    """A set finds the same cells however its slots are listed."""
    return (slot.day, slot.facility, slot.start_minute, slot.end_minute, slot.sport, slot.courts)
