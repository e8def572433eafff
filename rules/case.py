"""One question to the rules with all that belongs to it, as every family sees it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar, cast

from rules.calendar import JAPAN, day_of
from rules.facts import Facts, Request, Resident, Slot, Verb
from rules.municipality import Municipality, Room
from rules.schema import Kind, Model

S = TypeVar("S", bound=Model)
#: Verbs that ask for courts of a room at a time.
BOOKING = frozenset({Verb.BOOK, Verb.CHANGE, Verb.SUBSTITUTE})
TAKING = BOOKING | {Verb.EXTEND, Verb.ENTER_LOTTERY}


@dataclass(frozen=True, slots=True)
class Case:
    """A question about one slot, or about none.

    ``slot_or_none`` is what is asked for, or that of the booking or entry that is dealt with; a
    set of slots makes a case of each. Verbs without a slot have the room (renewal), the class of
    facilities (registration) or the municipality as ``scope``.
    """

    municipality: Municipality
    request: Request
    resident: Resident | None
    facts: Facts
    now: datetime
    today: date
    scope: str
    room_or_none: Room | None
    slot_or_none: Slot | None
    parts: Mapping[type[Model], Model]

    def settings(self, kind: type[S]) -> S | None:
        """What the municipality's data says for a family in this room on this day."""
        return cast("S | None", self.parts.get(kind))

    def settings_of(self, slot: Slot, kind: type[S]) -> S | None:
        """What it says for another slot, such as that of a booking that is to be moved."""
        parts = self.municipality.settings(slot.facility, slot.day)
        return cast("S | None", parts.get(kind))

    @property
    def room(self) -> Room:
        assert self.room_or_none is not None, f"{self.verb} has no room"
        return self.room_or_none

    @property
    def slot(self) -> Slot:
        assert self.slot_or_none is not None, f"{self.verb} has no slot"
        return self.slot_or_none

    @property
    def starts_at(self) -> datetime:
        return self.slot.starts_at

    @property
    def verb(self) -> Verb:
        return self.request.verb

    @property
    def takes_courts(self) -> bool:
        """Whether courts are asked for: a booking, what it is to become, a lottery entry."""
        return self.request.verb in TAKING

    @property
    def takes_more(self) -> bool:
        """Whether they are asked for beyond what a booking has already; to give up some is less."""
        booking = self.request.booking
        return self.takes_courts and (booking is None or not _lies_in(self.slot, booking.slot))

    @property
    def books_a_day(self) -> bool:
        """Whether a day is booked, newly or in place of another; an extension stays in its day."""
        return self.request.verb in BOOKING and self.takes_more

    @property
    def facility_class(self) -> str:
        """The class (施設区分) of the room; the municipality itself where it has no classes."""
        return self.scope if self.room_or_none is None else self.room_or_none.facility_class

    @property
    def kind(self) -> Kind | None:
        """Whether the resident is registered as individual or group; None: unknown or neither."""
        return None if self.resident is None else self.municipality.kind_of(self.resident.type)


def cases_of(
    municipality: Municipality,
    request: Request,
    resident: Resident | None,
    facts: Facts,
    now: datetime,
) -> Iterator[Case | None]:
    """A case for each slot, room or class that a question is about; None: there is no such room."""
    here, today = now.astimezone(JAPAN), day_of(now)
    for scope, slot, day in _subjects(municipality, request, today):
        room = municipality.rooms.get(scope)
        if room is None and scope not in municipality.scopes:
            yield None
            continue
        parts = municipality.settings(scope, day)
        yield Case(municipality, request, resident, facts, here, today, scope, room, slot, parts)


def _subjects(
    municipality: Municipality, request: Request, today: date
) -> Iterator[tuple[str, Slot | None, date]]:
    """Scope, slot and the day whose settings hold, of each thing that a question is about."""
    match request:
        case Request(verb=Verb.REGISTER, registration=registration) if registration is not None:
            for scope in registration.agreed or (municipality.id,):
                yield scope, None, today
        case Request(verb=Verb.RENEW, renewal=renewal) if renewal is not None:
            for scope in renewal.facilities or (municipality.id,):
                yield scope, None, today
        case Request(verb=Verb.CONFIRM_WIN, month=month) if month is not None:
            yield municipality.id, None, month
        case Request(verb=Verb.SET_PASSWORD):
            yield municipality.id, None, today
        case _:
            for slot in _slots(request):
                yield slot.facility, slot, slot.day


def _lies_in(slot: Slot, whole: Slot) -> bool:
    return (
        (slot.facility, slot.sport, slot.day) == (whole.facility, whole.sport, whole.day)
        and whole.start_minute <= slot.start_minute
        and slot.end_minute <= whole.end_minute
        and slot.courts <= whole.courts
    )


def _slots(request: Request) -> tuple[Slot, ...]:
    if request.slot is not None:
        return (request.slot,)
    if request.booking is not None:
        return (request.booking.slot,)
    slots = request.slots if request.entry is None else request.entry.slots
    assert slots, "a request names a slot, a booking or an entry"
    return slots
