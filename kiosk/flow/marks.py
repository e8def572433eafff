"""The state of a day, and of every court and hour in it, from the terminal's own copy."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from kiosk.flow.held import held_cells
from kiosk.flow.standing import basket_cells, closed_on, own_cells
from kiosk.screens.parts import Mark
from kiosk.visit import Visit
from rules.calendar import instant
from rules.day import RoomDay, last_visible_day, room_day
from rules.facts import Closure, Occupied
from rules.policy import Room

__all__ = ["OPEN", "CourtState", "Sheet", "day_mark", "room_of", "sheet", "visible"]

#: At so few starting times left, a day is called 残りわずか.
FEW_MAX = 3
NOTHING: Occupied = frozenset()


class CourtState(StrEnum):
    FREE = "free"
    #: In this terminal's hands: taken for everybody elsewhere.
    HELD = "held"
    TAKEN = "taken"
    WAITING = "waiting"
    KEPT = "kept"
    CLOSED = "closed"
    PAST = "past"


#: What a finger may choose.
OPEN = frozenset({CourtState.FREE, CourtState.HELD})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A day of a room for one sport: ``rows[granule][court]``."""

    minutes: range
    rows: tuple[tuple[CourtState, ...], ...]

    def free(self, court: int, minute: int) -> bool:
        if minute not in self.minutes:
            return False
        row = self.rows[self.minutes.index(minute)]
        return 0 <= court < len(row) and row[court] in OPEN

    def free_through(self, court: int, start_minute: int, end_minute: int) -> bool:
        span = range(start_minute, end_minute, self.minutes.step)
        return all(self.free(court, minute) for minute in span)

    @property
    def starts_left(self) -> int:
        return sum(not OPEN.isdisjoint(row) for row in self.rows)


def room_of(visit: Visit) -> Room:
    """The room that is looked at; pages that ask are reached only when there is one."""
    assert visit.wish.facility is not None
    return visit.site.municipality.rooms[visit.wish.facility]


def visible(visit: Visit, facility: str, day: date) -> bool:
    """Between today and the last day that may be seen without a login."""
    last = last_visible_day(visit.site.municipality, facility, visit.now)
    return visit.today <= day and (last is None or day <= last)


def sheet(visit: Visit, room: Room, sport: str, day: date) -> Sheet:
    """Every court and granule of a day; nothing on a day on which the room is closed."""
    opened = room_day(visit.site.municipality, room.id, day, visit.now)
    return _sheet(visit, room, sport, opened)


def day_mark(visit: Visit, room: Room, sport: str, day: date) -> tuple[Mark, int]:
    """One symbol for a day, and how many starting times are left."""
    opened = room_day(visit.site.municipality, room.id, day, visit.now)
    if not opened.open:
        return Mark.CLOSED, 0
    if opened.phase in {"lottery", "drawn"}:
        return Mark.LOTTERY, 0
    if opened.phase != "first_come" or visit.site.snapshot.as_of is None:
        return (Mark.OUTSIDE if opened.phase != "first_come" else Mark.NONE), 0
    left = _sheet(visit, room, sport, opened).starts_left
    if left == 0:
        return Mark.FULL, 0
    return (Mark.FEW if left <= FEW_MAX else Mark.FREE), left


def _sheet(visit: Visit, room: Room, sport: str, opened: RoomDay) -> Sheet:
    first, last = opened.hours or (0, 0)
    minutes = range(first, last, room.granule_minutes)
    snapshot, key = visit.site.snapshot, (room.id, opened.day)
    taken, waiting = snapshot.taken.get(key, NOTHING), snapshot.waiting.get(key, NOTHING)
    mine, kept = own_cells(visit, *key), basket_cells(visit, *key)
    held = held_cells(visit, *key)
    rows = _rows(room.floor.masks(sport), minutes, (taken - mine, waiting - mine, kept, held))
    rows = _closed(rows, minutes, closed_on(visit, *key))
    if opened.day > visit.today:
        return Sheet(minutes, rows)
    begun = _begun(opened.day, visit.now)
    past = tuple(CourtState.PAST for _ in room.floor.masks(sport))
    timed = zip(minutes, rows, strict=True)
    return Sheet(minutes, tuple(past if minute <= begun else row for minute, row in timed))


def _closed(
    rows: tuple[tuple[CourtState, ...], ...], minutes: range, closures: tuple[Closure, ...]
) -> tuple[tuple[CourtState, ...], ...]:
    """The hours at which a notice closes the whole room."""
    if not closures:
        return rows
    return tuple(
        tuple(CourtState.CLOSED for _ in row) if _meets(minute, minutes.step, closures) else row
        for minute, row in zip(minutes, rows, strict=True)
    )


def _meets(minute: int, step: int, closures: tuple[Closure, ...]) -> bool:
    return any(one.start_minute < minute + step and minute < one.end_minute for one in closures)


@lru_cache(maxsize=512)
def _rows(
    masks: tuple[int, ...], minutes: range, occupied: tuple[Occupied, Occupied, Occupied, Occupied]
) -> tuple[tuple[CourtState, ...], ...]:
    """Kept, since a month asks for the same days again each second.

    ``occupied`` is what is taken, what waits for the centre, what this resident chose before, and
    what of the taken this terminal holds.
    """
    bits = tuple(_bits(cells) for cells in occupied)
    return tuple(
        tuple(_state(mask, *(one.get(minute, 0) for one in bits)) for mask in masks)
        for minute in minutes
    )


def _state(mask: int, taken: int, waiting: int, kept: int, held: int) -> CourtState:
    """A hold serves a court that lies in it as a whole."""
    if mask & held == mask and not mask & (waiting | kept):
        return CourtState.HELD
    if mask & taken:
        return CourtState.TAKEN
    if mask & waiting:
        return CourtState.WAITING
    return CourtState.KEPT if mask & kept else CourtState.FREE


def _bits(occupied: Occupied) -> dict[int, int]:
    """The taken cells of each granule, a bit for each."""
    bits: dict[int, int] = {}
    for minute, cell in occupied:
        bits[minute] = bits.get(minute, 0) | 1 << cell
    return bits


def _begun(day: date, now: datetime) -> float:
    """The minutes of a day that have passed."""
    return (now - instant(day)).total_seconds() / 60
