"""Bookings that fill the boards of the demonstration: the same for the same day and seed."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from central.booking.models import Booking, Cell
from central.booking.use_cases.import_bookings import Agreed
from rules.calendar import day_of, is_weekend_or_holiday, minutes_of
from rules.day import room_day
from rules.facts import Occupied, Slot
from rules.floor import allocate, occupy
from rules.policy import Municipality, Room
from sync.wire import BookBody

__all__ = ["Samples", "new_samples"]

Percent = Annotated[int, Field(ge=0, le=100)]


class Samples(BaseModel):
    """How full the boards are: of every block of a room so many in a hundred are taken."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    seed: str
    #: How often a block is tried in a room with so many courts or more.
    tries: Annotated[int, Field(ge=1, le=20)]
    days: Annotated[int, Field(ge=1, le=366)]
    block_minutes: Annotated[int, Field(ge=1, le=1440)]
    percent_weekday: Percent
    percent_weekend: Percent
    percent_evening: Percent
    evening_from: Annotated[str, Field(pattern=r"^\d\d:\d\d$")]


@dataclass(frozen=True, slots=True)
class _Block:
    """A time of a room on a day; ``choose`` throws the same dice for it at every loading."""

    room: Room
    day: date
    start_minute: int
    end_minute: int
    seed: str
    turn: int

    @property
    def digest(self) -> bytes:
        text = f"{self.seed}|{self.room.id}|{self.day}|{self.start_minute}|{self.turn}"
        return sha256(text.encode()).digest()

    def choose(self, what: int, below: int) -> int:
        return int.from_bytes(self.digest[what * 4 : what * 4 + 4]) % below


def new_samples(
    samples: Samples, municipality: Municipality, holder: UUID, now: datetime
) -> list[Agreed]:
    """What ``holder`` has not booked yet, each on cells that are free."""
    first = day_of(now)
    taken = _taken(municipality, first)
    known = set(Booking.objects.filter(resident=holder).values_list("id", flat=True))
    found: list[Agreed] = []
    for block in _blocks(samples, municipality, first, now):
        agreed = _agreed(block, taken[block.room.id, block.day])
        if agreed is not None and agreed.id not in known:
            found.append(agreed)
            taken[block.room.id, block.day] |= occupy(
                block.room.floor, agreed.cells, block.start_minute, block.end_minute
            )
    return found


def _taken(municipality: Municipality, first: date) -> defaultdict[tuple[str, date], Occupied]:
    found: defaultdict[tuple[str, date], Occupied] = defaultdict(frozenset)
    rows = Cell.objects.filter(municipality=municipality.id, day__gte=first)
    for facility, day, minute, cell in rows.values_list("facility", "day", "start_minute", "cell"):
        found[facility, day] |= {(minute, cell)}
    return found


def _blocks(
    samples: Samples, municipality: Municipality, first: date, now: datetime
) -> Iterator[_Block]:
    for room in municipality.rooms.values():
        for day in (first + timedelta(days=offset) for offset in range(samples.days)):
            hours = room_day(municipality, room.id, day, now).hours
            if hours is not None:
                yield from _day_blocks(samples, room, day, hours)


def _day_blocks(
    samples: Samples, room: Room, day: date, hours: tuple[int, int]
) -> Iterator[_Block]:
    step = samples.block_minutes
    tries = min(samples.tries, max(sport.courts for sport in room.sports.values()))
    for start in range(hours[0], hours[1] - step + 1, step):
        for turn in range(tries):
            block = _Block(room, day, start, start + step, samples.seed, turn)
            if block.choose(0, 100) < _percent(samples, day, start):
                yield block


def _percent(samples: Samples, day: date, start_minute: int) -> int:
    if is_weekend_or_holiday(day):
        return samples.percent_weekend
    if start_minute >= minutes_of(samples.evening_from):
        return samples.percent_evening
    return samples.percent_weekday


def _agreed(block: _Block, taken: Occupied) -> Agreed | None:
    sports = [(key, sport) for key, sport in block.room.sports.items() if not sport.desk_only]
    if not sports:
        return None
    name, sport = sports[block.choose(1, len(sports))]
    courts = sport.courts_min + block.choose(2, sport.courts - sport.courts_min + 1) // 2
    slot = Slot(block.room.id, name, courts, block.day, block.start_minute, block.end_minute)
    cells = allocate(block.room.floor, slot, taken)
    if cells is None:
        return None
    wish = BookBody(
        facility=slot.facility,
        sport=slot.sport,
        courts=slot.courts,
        people=courts,
        day=slot.day,
        start_minute=slot.start_minute,
        end_minute=slot.end_minute,
    )
    return Agreed(id=UUID(bytes=block.digest[:16]), wish=wish, cells=tuple(sorted(cells)))
