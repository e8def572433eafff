"""The floor of a room, divided into cells that the courts of all its sports share.

Each sport divides the room into equal courts. The cells are the coarsest division that fits all
of them exactly, so that a basketball court greys out the badminton courts beneath it. Courts and
cells are counted from 0; a set of cells is an int with a bit for each, which keeps this fast.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from rules.facts import Occupied, Slot

#: Of each sport, of each court: the cells that it covers.
CourtCells = Mapping[str, tuple[tuple[int, ...], ...]]


@dataclass(frozen=True, slots=True)
class Floor:
    """``courts`` holds the cells of each court of each sport as bits; granules start at 00:00."""

    granule_minutes: int
    cells: int
    courts: tuple[tuple[str, tuple[int, ...]], ...]

    def masks(self, sport: str) -> tuple[int, ...]:
        for name, masks in self.courts:
            if name == sport:
                return masks
        return ()


def divide(granule_minutes: int, courts: Mapping[str, int]) -> Floor:
    """The floor of a room in which each sport has so many equal courts side by side."""
    return _divided(granule_minutes, tuple(courts.items()))


# Rooms of a kind are alike: a municipality with seventy rooms has a dozen floors.
@lru_cache(maxsize=512)
def _divided(granule_minutes: int, courts: tuple[tuple[str, int], ...]) -> Floor:
    cuts = sorted({Fraction(i, n) for _, n in courts for i in range(n + 1)})
    covered = {
        sport: tuple(
            tuple(
                cell
                for cell, (left, right) in enumerate(pairwise(cuts))
                if Fraction(court, n) <= left and right <= Fraction(court + 1, n)
            )
            for court in range(n)
        )
        for sport, n in courts
    }
    return lay_out(granule_minutes, covered)


def lay_out(granule_minutes: int, covered: CourtCells) -> Floor:
    """The floor of a room whose data says itself which cells each court covers."""
    cells = 1 + max(cell for courts in covered.values() for court in courts for cell in court)
    masks = {sport: tuple(_bits(court) for court in courts) for sport, courts in covered.items()}
    return Floor(granule_minutes, cells, tuple(masks.items()))


def cells_of(floor: Floor, sport: str, court: int) -> frozenset[int]:
    """The cells that a court of a sport covers."""
    return frozenset(cells_in(floor.masks(sport)[court]))


def granules(floor: Floor, start_minute: int, end_minute: int) -> range:
    """The starts of the granules that a time touches, in minutes after midnight."""
    step = floor.granule_minutes
    return range(start_minute // step * step, end_minute, step)


def free_courts(
    floor: Floor, sport: str, start_minute: int, end_minute: int, occupied: Occupied
) -> tuple[int, ...]:
    """The courts of a sport that are free all through a time."""
    taken = _taken_bits(floor.granule_minutes, start_minute, end_minute, occupied)
    return tuple(i for i, mask in enumerate(floor.masks(sport)) if not mask & taken)


def allocate(floor: Floor, slot: Slot, occupied: Occupied) -> frozenset[int] | None:
    """The cells of the courts of a slot, or None where too few are free.

    Of the free courts it takes those that leave most of the largest courts of the other sports,
    then most of the next smaller ones; between equals the first. The same question always gets
    the same answer, on the terminal and at the centre.
    """
    taken = _taken_bits(floor.granule_minutes, slot.start_minute, slot.end_minute, occupied)
    chosen = choose(floor, slot.sport, slot.courts, taken & ((1 << floor.cells) - 1))
    return None if chosen is None else frozenset(cells_in(chosen))


def allocate_within(floor: Floor, slot: Slot, own: Occupied) -> frozenset[int] | None:
    """The same of these places alone, whatever else is free."""
    whole = occupy(floor, range(floor.cells), slot.start_minute, slot.end_minute)
    return allocate(floor, slot, whole - own)


@lru_cache(maxsize=4096)
def choose(floor: Floor, sport: str, courts: int, taken: int) -> int | None:
    """What ``allocate`` takes, in bits, for one who keeps the taken cells as bits."""
    chosen = 0
    free = [mask for mask in floor.masks(sport) if not mask & taken]
    if not 1 <= courts <= len(free):
        return None
    for _ in range(courts):
        best = max(free, key=lambda mask: _left(floor, taken | chosen | mask))
        chosen |= best
        free.remove(best)
    return chosen


def occupy(floor: Floor, cells: Iterable[int], start_minute: int, end_minute: int) -> Occupied:
    """The pairs (start of the granule, cell) that cells take for a time."""
    starts = granules(floor, start_minute, end_minute)
    return frozenset((minute, cell) for cell in cells for minute in starts)


@lru_cache(maxsize=16)
def _taken_bits(
    granule_minutes: int, start_minute: int, end_minute: int, occupied: Occupied
) -> int:
    """Asked twice of a booking: whether there is room for it, and where."""
    earliest = start_minute - granule_minutes
    taken = 0
    for minute, cell in occupied:
        if earliest < minute < end_minute:
            taken |= 1 << cell
    return taken


def _left(floor: Floor, taken: int) -> tuple[int, ...]:
    by_size = sorted(floor.courts, key=lambda sport: len(sport[1]))
    return tuple(sum(not mask & taken for mask in masks) for _, masks in by_size)


def _bits(cells: Iterable[int]) -> int:
    return sum(1 << cell for cell in set(cells))


def cells_in(mask: int) -> Iterator[int]:
    """The cells of a set that is kept as bits."""
    return (cell for cell in range(mask.bit_length()) if mask >> cell & 1)
