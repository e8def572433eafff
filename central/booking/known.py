"""What is known when a booking is decided: of its room and day, and of who books."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from central.booking.facts import live_asked, live_from, room_asked, room_from
from central.postgres import Answer, Asked
from central.registry.facts import facts_of, resident_asked
from central.registry.models import Resident
from central.sql import ask
from rules import facts
from rules.facts import Closure, Occupied

__all__ = ["Person", "Room", "look_up", "person_asked", "person_from"]


@dataclass(frozen=True, slots=True)
class Room:
    """A room on a day."""

    taken: Occupied
    closed: tuple[Closure, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Who books, with the bookings that stand; nobody where there is no registration."""

    person: facts.Resident | None = None
    bookings: tuple[facts.Booking, ...] = ()


def look_up(
    municipality: str, facility: str, day: date, resident: Resident | None, today: date
) -> tuple[Room, Person]:
    """All of it at once; the resident's row is locked already."""
    asked = [] if resident is None else person_asked(resident, today)
    answers = ask(*room_asked(municipality, facility, day), *asked)
    person = Person() if resident is None else person_from(resident, today, answers[2:])
    return Room(*room_from(facility, day, answers[:2])), person


def person_asked(resident: Resident, today: date) -> list[Asked]:
    return [live_asked(resident.id, today), *resident_asked(resident)]


def person_from(resident: Resident, today: date, answers: Sequence[Answer]) -> Person:
    """The answers to ``person_asked``."""
    return Person(facts_of(resident, today, answers[1:]), live_from(answers[0]))
