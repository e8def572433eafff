"""What is free, soonest first, across places: looked for once at a touch, and shown as a list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from kiosk.flow import names
from kiosk.flow.board import as_of
from kiosk.flow.marks import OPEN, Sheet, day_mark, sheet, visible
from kiosk.flow.page import Move, stay
from kiosk.messages import BackPressed, FreeChosen
from kiosk.screens.choose.view import Answer, View
from kiosk.screens.parts import Look, Mark, Press
from kiosk.visit import Visit, Wish
from rules.calendar import DAY_MINUTES, first_of_month, is_weekend_or_holiday
from rules.policy import Room

__all__ = [
    "DAYS_MAX",
    "PARTS",
    "WEEKDAYS",
    "Opening",
    "Seek",
    "another",
    "chosen",
    "days_from",
    "falls_on",
    "look_for",
    "playable",
    "view",
]

#: More than anybody reads; who wants others says so more narrowly.
FOUND_MAX = 40
#: So far ahead is looked; the months show the rest.
DAYS_MAX = 62
#: Times of day as people call them, in minutes after midnight.
PARTS = {
    "any": (0, DAY_MINUTES),
    "morning": (0, 12 * 60),
    "afternoon": (12 * 60, 17 * 60),
    "evening": (17 * 60, DAY_MINUTES),
}
#: Days of the week as people group them; a number is one of them, Monday is 0.
WEEKDAYS = ("any", "weekday", "weekend", *(str(day) for day in range(7)))


@dataclass(frozen=True, slots=True)
class Seek:
    """``rooms`` are looked through in their order; a time is free if it begins in ``part``."""

    sport: str
    rooms: tuple[str, ...]
    days: tuple[date, ...]
    part: str = "any"


@dataclass(frozen=True, slots=True)
class Opening:
    """From when until when at most a court is free, and how many are when it begins."""

    facility: str
    day: date
    start_minute: int
    end_minute: int
    courts: int


def playable(visit: Visit, sport: str) -> tuple[Room, ...]:
    """The rooms that anybody can book here for a sport, this place first."""
    rooms = (
        room
        for room in visit.site.municipality.rooms.values()
        if sport in room.sports and room.not_bookable is None and not room.sports[sport].desk_only
    )
    return tuple(sorted(rooms, key=lambda room: room.venue != visit.site.venue))


def falls_on(kind: str, day: date) -> bool:
    """Whether a day is one of those meant; a holiday is no weekday (平日)."""
    match kind:
        case "any":
            return True
        case "weekday":
            return not is_weekend_or_holiday(day)
        case "weekend":
            return is_weekend_or_holiday(day)
        case _:
            return day.weekday() == int(kind)


def look_for(visit: Visit, seek: Seek) -> tuple[Opening, ...]:
    """The first ones, by day, then by time, then by place."""
    return tuple(islice(_openings(visit, seek), FOUND_MAX))


def view(visit: Visit, openings: Sequence[Opening], sport: str) -> View:
    t = visit.speech
    answers = tuple(_answer(visit, opening, sport) for opening in openings)
    return View(answers, t.say("search.nothing", as_of=as_of(visit)))


def chosen(visit: Visit, event: FreeChosen, openings: Sequence[Opening], sport: str) -> Move:
    """``open`` to the board of that day, its first free court begun at that time."""
    listed = {(one.facility, one.day, one.start_minute) for one in openings}
    room = visit.site.municipality.rooms.get(event.facility)
    if room is None or (event.facility, event.day, event.minute) not in listed:
        return stay(visit)
    wish = Wish(
        sport=sport,
        facility=room.id,
        month=first_of_month(event.day),
        day=event.day,
        courts=room.sports[sport].courts_min,
    )
    seen = sheet(visit, room, sport, event.day)
    free = (c for c in range(room.sports[sport].courts) if seen.free(c, event.minute))
    court = next(free, None)
    if court is not None:  # taken in the meantime: the board shows what is left
        end = event.minute + seen.minutes.step
        wish = replace(wish, court=court, start_minute=event.minute, end_minute=end)
    return Move(replace(visit, wish=wish), way="open")


def _openings(visit: Visit, seek: Seek) -> Iterator[Opening]:
    rooms = [visit.site.municipality.rooms[name] for name in seek.rooms]
    for day in seek.days:
        of_day = (one for room in rooms for one in _of_room(visit, seek, room, day))
        yield from sorted(of_day, key=lambda one: one.start_minute)


def _of_room(visit: Visit, seek: Seek, room: Room, day: date) -> Iterator[Opening]:
    """One after another, each as long as its best court is free."""
    if not visible(visit, room.id, day):
        return
    if day_mark(visit, room, seek.sport, day)[0] not in {Mark.FREE, Mark.FEW}:
        return
    seen, least = sheet(visit, room, seek.sport, day), room.sports[seek.sport].courts_min
    first, last = PARTS[seek.part]
    until = first
    for minute, row in zip(seen.minutes, seen.rows, strict=True):
        free = [court for court, state in enumerate(row) if state in OPEN]
        if len(free) >= least and until <= minute < last:
            until = max(_end(seen, court, minute) for court in free)
            yield Opening(room.id, day, minute, until, len(free))


def _end(seen: Sheet, court: int, minute: int) -> int:
    while seen.free(court, minute):
        minute += seen.minutes.step
    return minute


def another(visit: Visit, found: tuple[Opening, ...]) -> Press | None:
    """Where nothing was found: back to what was asked for, to ask for something else."""
    if found:
        return None
    return Press(visit.speech.say("search.another"), BackPressed(), "change", Look.MAIN)


def _answer(visit: Visit, opening: Opening, sport: str) -> Answer:
    t = visit.speech
    when = t.span(opening.start_minute, opening.end_minute)
    return Answer(
        label=f"{t.day(opening.day)} {when}",
        event=FreeChosen(opening.facility, opening.day, opening.start_minute),
        detail=names.room(visit, opening.facility),
        mark=Mark.FREE,
        note=t.say("search.free", courts=names.courts(visit, sport, opening.courts)),
    )


def days_from(visit: Visit, first: int, count: int) -> tuple[date, ...]:
    """So many days, from so many after today."""
    return tuple(visit.today + timedelta(days=first + n) for n in range(count))
