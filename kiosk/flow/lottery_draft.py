"""An entry that is being put together (抽選申込み), and what there is to choose from for it."""

from dataclasses import dataclass, replace
from datetime import date

from kiosk.flow import draws
from kiosk.flow.draws import Wanted
from kiosk.flow.page import Move
from kiosk.visit import Visit
from rules.calendar import first_of_month
from rules.day import room_day
from rules.families import fees
from rules.municipality import Room
from sync.wire import EntrySlot

__all__ = [
    "SLOTS_MAX",
    "Entering",
    "begin",
    "counts",
    "counts_students",
    "hours_here",
    "hours_on",
    "looked",
    "places_for",
    "room_of",
]

#: More slots than any set needs.
SLOTS_MAX = 10


@dataclass(frozen=True, slots=True)
class Entering:
    """An entry that is being put together, and those that are put together and not sent.

    ``order`` are the wishes as the resident has arranged them. Day, room, sport and hours that are
    looked at stand in the visit's ``wish``; ``sport`` is the one that places are offered for.
    ``students`` None: not asked for.
    """

    month: date | None = None
    sport: str = ""
    slots: tuple[EntrySlot, ...] = ()
    people: int = 0
    students: int | None = None
    order: tuple[Wanted, ...] = ()


def begin(visit: Visit, month: date) -> Visit:
    """Another entry for a month; those that are put together already stay."""
    before = visit.of(Entering)
    order = before.order if before.month == month else ()
    visit = replace(visit, wish=replace(visit.wish, start_minute=None))
    people, students = before.people, before.students
    return visit.keep(Entering(month, people=people, students=students, order=order))


def looked(visit: Visit, day: date) -> Move:
    """From the calendar of a room onto the board of a day that is drawn for."""
    month = first_of_month(day)
    return Move(begin(visit, month), draws.fetch(visit, month), "lottery")


def places_for(visit: Visit, sport: str) -> tuple[Room, ...]:
    """Where a sport is drawn for; a set stays in the place of its first slot."""
    entering = visit.of(Entering)
    rooms = draws.rooms_of(visit, entering.month) if entering.month else ()
    venue = entering.slots[0].facility.rpartition("/")[0] if entering.slots else None
    return tuple(
        room
        for room in rooms
        if sport in room.sports and not room.sports[sport].desk_only and venue in {None, room.venue}
    )


def room_of(visit: Visit) -> Room | None:
    return visit.site.municipality.rooms.get(visit.wish.facility or "")


def hours_on(visit: Visit, room: Room, day: date) -> tuple[int, int] | None:
    return room_day(visit.site.municipality, room.id, day, visit.now).hours


def hours_here(visit: Visit) -> range:
    """The starts of the hours of the chosen room and day."""
    room, day = room_of(visit), visit.wish.day
    hours = hours_on(visit, room, day) if room and day else None
    step = room.granule_minutes if room else 60
    return range(hours[0], hours[1], step) if hours else range(0, 0, step)


def counts_students(visit: Visit) -> bool:
    """Whether any of the rooms has a fee of its own for 高校生以下 (KM-94)."""
    here = visit.site.municipality
    found = (here.settings(s.facility, s.day).get(fees.Settings) for s in visit.of(Entering).slots)
    return any(isinstance(one, fees.Settings) and one.students is not None for one in found)


def counts(visit: Visit) -> range:
    room, sport = room_of(visit), visit.wish.sport or ""
    offered = room.sports.get(sport) if room else None
    return range(offered.courts_min, offered.courts + 1) if offered else range(0)
