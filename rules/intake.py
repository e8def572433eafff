"""A case from outside, as JSON, made into what ``decide`` takes; or what is wrong with it.

A value of another type, an unknown key, room, booking or class are errors that name the key.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from pydantic import ValidationError

from rules import case_document as doc
from rules.calendar import DAY_MINUTES, FIRST_DAY, LAST_DAY
from rules.case_error import CaseError, case_error, check_keys
from rules.decide import decide
from rules.facts import (
    Booking,
    Channel,
    Closure,
    Debt,
    Entry,
    Facts,
    Occupied,
    Registration,
    Renewal,
    Request,
    Resident,
    Roster,
    Slot,
    Stage,
    Verb,
)
from rules.families.payment import stage_of_new
from rules.floor import allocate, occupy
from rules.municipality import Municipality, Room
from rules.verdict import Verdict

__all__ = ["Intake", "read_case"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Intake:
    """A case that can be decided."""

    municipality: Municipality
    requests: tuple[Request, ...]
    resident: Resident | None
    facts: Facts
    now: datetime

    def decide(self) -> Verdict:
        """The verdict; of the sports that a case may mean, for the first that is allowed."""
        verdicts = [
            decide(self.municipality, request, self.resident, self.facts, self.now)
            for request in self.requests
        ]
        return next((verdict for verdict in verdicts if verdict.allowed), verdicts[0])


def read_case(text: str, municipalities: Mapping[str, Municipality]) -> Intake:
    """The case of a JSON text; ``CaseError`` where it is not one."""
    try:
        document = doc.CaseDocument.model_validate_json(text)
    except ValidationError as error:
        raise case_error(error) from None
    check_keys(text)
    municipality = municipalities.get(document.municipality)
    if municipality is None:
        raise CaseError("municipality", f"no municipality {document.municipality}")
    if not FIRST_DAY <= document.now.date() <= LAST_DAY:
        raise CaseError("now", f"is not from {FIRST_DAY} to {LAST_DAY}")
    return _Reading(document, municipality).intake()


@dataclass(frozen=True, slots=True)
class _Reading:
    document: doc.CaseDocument
    municipality: Municipality

    def intake(self) -> Intake:
        facts = self._facts()
        requests = tuple(self._requests(facts))
        slot, moved = requests[0].slot, requests[0].booking
        if slot is not None:
            room = self.municipality.rooms[slot.facility]
            others = tuple(known for known in facts.bookings if known is not moved)
            facts = replace(facts, occupied=_occupied(room, slot.day, others))
        return Intake(self.municipality, requests, self._resident(), facts, self.document.now)

    def _resident(self) -> Resident | None:
        document = self.document.resident
        nobody_yet = isinstance(self.document.action, doc.RegisterAction)
        unsaid = "resident" not in self.document.model_fields_set
        if document is None or (nobody_yet and unsaid):
            return None
        said = "type" in document.model_fields_set
        return Resident(
            type=document.type if said else next(iter(self.municipality.types)),
            age=document.age,
            school=document.school,
            state=document.state,
            registered_on=document.registered_on,
            valid_until=document.valid_until,
            mail=document.mail,
            password=document.password,
            no_shows=document.no_shows,
            agreed=None if document.agreed is None else frozenset(document.agreed),
            roster=_roster(document.roster),
            debts=tuple(Debt(debt.amount, debt.since) for debt in document.debts),
            payment_method=document.payment_method,
        )

    def _facts(self) -> Facts:
        document = self.document.facts
        return Facts(
            bookings=tuple(
                self._booking(f"facts.bookings.{index}", booking)
                for index, booking in enumerate(document.bookings)
            ),
            closed=tuple(
                self._closure(f"facts.closed.{index}", closure)
                for index, closure in enumerate(document.closed)
            ),
            entries=tuple(
                Entry(self._slots(f"facts.entries.{index}.slots", entry.slots), entry.preference)
                for index, entry in enumerate(document.entries)
            ),
        )

    def _booking(self, key: str, document: doc.BookingCase) -> Booking:
        room = self._room(key, document.facility)
        _check_times(key, document.start, document.end)
        sport = document.sport or next(iter(room.sports))
        slot = Slot(room.id, sport, document.courts, document.day, document.start, document.end)
        return Booking(
            slot=slot,
            own=document.owner == "self",
            stage=Stage(document.stage)
            if document.stage
            else stage_of_new(self.municipality, slot),
            paid=document.paid,
            fee=document.fee,
            booked_on=document.booked_on,
            cells=frozenset(range(room.floor.cells)) if document.sport is None else None,
            won=document.won,
            people=document.people,
            students=document.students,
        )

    def _closure(self, key: str, document: doc.ClosureCase) -> Closure:
        self._room(key, document.facility)
        _check_times(key, document.start, document.end)
        day, start, end = document.day, document.start, document.end
        return Closure(document.facility, day, start, end, document.reason)

    def _slots(self, key: str, documents: tuple[doc.SlotCase, ...]) -> tuple[Slot, ...]:
        return tuple(self._slot(f"{key}.{index}", slot) for index, slot in enumerate(documents))

    def _slot(self, key: str, document: doc.SlotCase) -> Slot:
        room = self._room(key, document.facility)
        _check_times(key, document.start, document.end)
        sport = document.sport or next(iter(room.sports))
        whole = room.sports[sport].courts if sport in room.sports else 1
        courts = whole if document.courts is None else document.courts
        return Slot(room.id, sport, courts, document.day, document.start, document.end)

    def _room(self, key: str, facility: str) -> Room:
        room = self.municipality.rooms.get(facility)
        if room is None:
            where = f"no facility {facility} in {self.municipality.id}"
            raise CaseError(f"{key}.facility", where)
        return room

    def _requests(self, facts: Facts) -> Iterator[Request]:
        action, channel = self.document.action, Channel(self.document.channel)
        match action:
            case doc.ViewAction():
                sport = next(iter(self._room("action", action.facility).sports))
                slot = Slot(action.facility, sport, 1, action.day, 0, DAY_MINUTES)
                yield Request(Verb.VIEW, channel, slot)
            case doc.BookAction():
                yield from self._books(action, channel)
            case doc.CancelAction() | doc.BookingAction():
                booking = _one_of("booking", action.booking, facts.bookings)
                verb = Verb(action.verb)
                yield Request(verb, channel, booking=booking, reason=action.reason)
            case doc.MoveAction():
                booking = _one_of("booking", action.booking, facts.bookings)
                yield _move(action, channel, booking)
            case _:
                yield self._about_no_slot(action, channel, facts)

    def _books(self, action: doc.BookAction, channel: Channel) -> Iterator[Request]:
        sports = self._room("action", action.facility).sports
        _check_times("action", action.start, action.end)
        for sport in sports if action.sport is None else (action.sport,):
            day, start, end = action.day, action.start, action.end
            slot = Slot(action.facility, sport, action.courts, day, start, end)
            request = Request(Verb.BOOK, channel, slot, people=action.people)
            yield replace(
                request,
                students=action.students,
                equipment=tuple(action.equipment.items()),
                drawn=action.drawn,
            )

    def _about_no_slot(self, action: doc.Action, channel: Channel, facts: Facts) -> Request:
        match action:
            case doc.EnterAction():
                slots = self._slots("action.slots", action.slots)
                verb, preference = Verb.ENTER_LOTTERY, action.preference
                return Request(verb, channel, slots=slots, preference=preference)
            case doc.WithdrawAction():
                entry = _one_of("entry", action.entry, facts.entries)
                return Request(Verb.WITHDRAW_ENTRY, channel, entry=entry)
            case doc.ConfirmAction():
                return Request(Verb.CONFIRM_WIN, channel, month=action.month)
            case doc.RegisterAction():
                return Request(Verb.REGISTER, channel, registration=self._registration(action))
            case doc.RenewAction():
                return Request(Verb.RENEW, channel, renewal=self._renewal(action))
            case doc.PasswordAction():
                return Request(Verb.SET_PASSWORD, channel, password=action.password)
            case _:
                raise AssertionError(f"{action.verb} is about a slot")

    def _registration(self, action: doc.RegisterAction) -> Registration:
        for index, name in enumerate(action.agreed or ()):
            if name not in self.municipality.scopes:
                what = f"no class of facilities {name} in {self.municipality.id}"
                raise CaseError(f"action.agreed.{index}", what)
        return Registration(
            type=action.type or next(iter(self.municipality.types)),
            age=action.age,
            school=action.school,
            consent=action.consent,
            documents=None if action.documents is None else frozenset(action.documents),
            number=action.id,
            password=action.password,
            roster=_roster(action.roster),
            agreed=action.agreed,
            declared=action.declared,
        )

    def _renewal(self, action: doc.RenewAction) -> Renewal:
        for index, facility in enumerate(action.facilities):
            if facility not in self.municipality.rooms:
                what = f"no facility {facility} in {self.municipality.id}"
                raise CaseError(f"action.facilities.{index}", what)
        given = None if action.attachments is None else frozenset(action.attachments)
        return Renewal(action.document, action.facilities, given, action.signer)


def _one_of(kind: str, index: int, known: tuple[T, ...]) -> T:
    if not 0 <= index < len(known):
        plural = {"booking": "bookings", "entry": "entries"}[kind]
        raise CaseError(f"action.{kind}", f"no {kind} {index} in facts.{plural}")
    return known[index]


def _move(action: doc.MoveAction, channel: Channel, booking: Booking) -> Request:
    to, old = action.to, booking.slot
    slot = replace(
        old,
        day=old.day if to.day is None else to.day,
        start_minute=old.start_minute if to.start is None else to.start,
        end_minute=old.end_minute if to.end is None else to.end,
        courts=old.courts if to.courts is None else to.courts,
    )
    _check_times("action.to", slot.start_minute, slot.end_minute)
    people = 2 if to.people is None else to.people
    students = to.students or 0
    verb, reason = Verb(action.verb), action.reason
    return Request(verb, channel, slot, booking, people, students, reason)


def _check_times(key: str, start: int, end: int) -> None:
    if end < start:
        raise CaseError(f"{key}.end", "is before start")


def _roster(document: doc.RosterCase | None) -> Roster | None:
    return None if document is None else Roster(**document.model_dump())


def _occupied(room: Room, day: date, bookings: tuple[Booking, ...]) -> Occupied:
    """The taken cells of a room on a day, where no cells are told: placed one after another.

    A booking that finds no place of its own, since the facts hold too many, takes the whole room.
    """
    occupied: Occupied = frozenset()
    for booking in bookings:
        slot = booking.slot
        if slot.facility == room.id and slot.day == day:
            cells = booking.cells or allocate(room.floor, slot, occupied)
            everywhere = frozenset(range(room.floor.cells))
            taken = occupy(room.floor, cells or everywhere, slot.start_minute, slot.end_minute)
            occupied |= taken
    return occupied
