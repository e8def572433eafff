"""What bookings of a batch rest on, read at once and carried on from booking to booking."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

from central.booking.facts import booking_facts, room_asked, room_from
from central.booking.known import Person, Room, person_asked, person_from
from central.booking.models import Booking
from central.booking.use_cases import book
from central.decision import Decision
from central.journal.commands import Context
from central.postgres import Answer, Asked
from central.registry.models import Resident
from central.sql import ask
from rules import facts
from rules.calendar import day_of
from rules.floor import occupy
from sync.wire import BookBody

__all__ = ["Known"]

_Place = tuple[str, str, date]


class Known:
    """For one transaction in which the residents are locked.

    Nobody else books for them, and if somebody takes a cell meanwhile, the database refuses ours.
    """

    def __init__(self) -> None:
        self._rooms: dict[_Place, Room] = {}
        self._persons: dict[UUID, Person] = {}

    def read(self, wishes: Iterable[tuple[Resident, BookBody, Context]]) -> None:
        """All that these bookings rest on."""
        rooms: dict[_Place, tuple[Asked, ...]] = {}
        persons: dict[UUID, tuple[Resident, date]] = {}
        for resident, wish, context in wishes:
            place = _place(wish, context)
            rooms[place] = room_asked(*place)
            persons[resident.id] = resident, day_of(context.now)
        people = {key: person_asked(*who) for key, who in persons.items()}
        answers = iter(ask(*(one for each in (*rooms.values(), *people.values()) for one in each)))
        for place, asked in rooms.items():
            self._rooms[place] = Room(*room_from(*place[1:], _next(answers, len(asked))))
        for key, who in persons.items():
            self._persons[key] = person_from(*who, _next(answers, len(people[key])))

    def book(self, resident: Resident, body: book.Body, context: Context) -> Decision:
        """As ``book`` does, which reads for itself."""
        place = _place(body.wish, context)
        if place not in self._rooms or resident.id not in self._persons:
            self.read([(resident, body.wish, context)])
        room, person = self._rooms[place], self._persons[resident.id]
        caller = book.Caller(resident, body.channel)
        decision = book.book_knowing(caller, body.wish, room, person, context)
        if decision.booking is not None:
            self._rooms[place] = _fuller(room, decision.booking, context)
            self._persons[resident.id] = _busier(person, decision.booking)
        return decision

    def forget(self) -> None:
        """Something else was done, and may have changed any of it."""
        self._rooms.clear()
        self._persons.clear()


def _place(wish: BookBody, context: Context) -> _Place:
    return context.municipality.id, wish.facility, wish.day


def _next(answers: Iterator[Answer], count: int) -> list[Answer]:
    return [next(answers) for _ in range(count)]


def _fuller(room: Room, booking: Booking, context: Context) -> Room:
    floor = context.municipality.rooms[booking.facility].floor
    cells = occupy(floor, booking.cells, booking.start_minute, booking.end_minute)
    return replace(room, taken=room.taken | cells)


def _busier(person: Person, booking: Booking) -> Person:
    """In the order in which they are read."""
    bookings = [*person.bookings, booking_facts(booking)]
    return replace(person, bookings=tuple(sorted(bookings, key=_when)))


def _when(booking: facts.Booking) -> tuple[date, int]:
    return booking.slot.day, booking.slot.start_minute
