"""A case from outside, as JSON, made into what ``decide`` takes; or what is wrong with it.

Keys that do not matter may be left out; what is left out takes the value that lets the case
through. An unknown key, a value of another type and an unknown room are errors that name the key.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, ValidationError

from rules.calendar import DAY_MINUTES, FIRST_DAY, LAST_DAY
from rules.decide import decide
from rules.facts import (
    Booking,
    Channel,
    Closure,
    Facts,
    Occupied,
    Request,
    Resident,
    Slot,
    Stage,
    Verb,
)
from rules.floor import allocate, occupy
from rules.policy import Municipality, Room
from rules.schema import Id, Minute, Model, RoomId
from rules.verdict import Verdict

Number = Annotated[int, Field(ge=-9_999, le=9_999)]
Yen = Annotated[int, Field(ge=0, le=100_000_000)]
Text = Annotated[str, Field(max_length=200)]


class CaseError(Exception):
    """A case that cannot be answered: the key that is at fault, and why."""

    def __init__(self, key: str | None, what: str) -> None:
        super().__init__(f"{key}: {what}")
        self.key = key
        self.what = what


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


class DebtCase(Model):
    amount: Yen
    since: date


class RosterCase(Model):
    members: Number = 12
    local: Number = 12
    elementary_or_older: bool = True
    phones: Number = 3
    main_sport: Id | None = None
    leader_age: Number = 40
    leader_school: Text = "none"
    base_in_city: bool = True


class ResidentCase(Model):
    """Keys that the rules of this municipality never ask for are read and left alone."""

    type: Id | None = None
    age: Number = 40
    school: Literal["none", "elementary", "junior_high", "high"] = "none"
    state: Literal["provisional", "active", "suspended", "expired", "closed"] = "active"
    registered_on: date | None = None
    valid_until: date | None = None
    mail: bool = True
    password: bool = True
    agreed: tuple[Text, ...] | None = None
    roster: RosterCase | None = None
    no_shows: Number = 0
    debts: tuple[DebtCase, ...] = ()
    payment_method: Literal["debit", "online", "cash"] | None = None


class BookingCase(Model):
    """Without a sport it takes the whole room."""

    facility: RoomId
    sport: Id | None = None
    courts: Number = 1
    day: date = Field(alias="date")
    start: Minute
    end: Minute
    owner: Literal["self", "other"] = "self"
    stage: Literal["provisional", "applied", "permitted", "confirmed"] = "confirmed"
    paid: bool = False
    fee: Yen = 0
    booked_on: date | None = None
    won: bool = False


class ClosureCase(Model):
    facility: RoomId
    day: date = Field(alias="date")
    start: Minute = 0
    end: Minute = DAY_MINUTES
    reason: Text = "event"


class EntryCase(Model):
    slots: tuple[dict[str, object], ...]
    preference: Number


class FactsCase(Model):
    bookings: tuple[BookingCase, ...] = ()
    entries: tuple[EntryCase, ...] = ()
    closed: tuple[ClosureCase, ...] = ()


class ViewAction(Model):
    verb: Literal["view"]
    facility: RoomId
    day: date = Field(alias="date")


class BookAction(Model):
    verb: Literal["book"]
    facility: RoomId
    sport: Id | None = None
    courts: Number = 1
    people: Number = 2
    students: Number = 0
    day: date = Field(alias="date")
    start: Minute
    end: Minute


class CancelAction(Model):
    verb: Literal["cancel"]
    booking: Number = 0
    reason: Literal["user", "weather", "force_majeure"] = "user"


class CaseDocument(Model):
    id: str | None = None
    municipality: Text
    now: AwareDatetime
    channel: Literal["terminal", "web", "phone", "desk"] = "terminal"
    resident: ResidentCase | None = ResidentCase()
    facts: FactsCase = FactsCase()
    action: Annotated[ViewAction | BookAction | CancelAction, Field(discriminator="verb")]


def read_case(text: str, municipalities: Mapping[str, Municipality]) -> Intake:
    """The case of a JSON text; ``CaseError`` where it is not one."""
    try:
        document = CaseDocument.model_validate_json(text)
    except ValidationError as error:
        raise _case_error(error) from None
    municipality = municipalities.get(document.municipality)
    if municipality is None:
        raise CaseError("municipality", f"no municipality {document.municipality}")
    _check(document, municipality)
    facts = _facts(document.facts, municipality)
    requests = tuple(_requests(document, municipality, facts))
    slot = requests[0].slot
    if slot is not None:
        occupied = _occupied(municipality.rooms[slot.facility], slot.day, facts.bookings)
        facts = Facts(facts.bookings, facts.closed, occupied)
    resident = _resident(document.resident, municipality)
    return Intake(municipality, requests, resident, facts, document.now)


def _case_error(error: ValidationError) -> CaseError:
    fault = error.errors(include_url=False, include_context=False, include_input=False)[0]
    # The second part of the place of a fault in an action is its verb, which is no key.
    parts = [str(part) for part in fault["loc"]]
    if parts[:1] == ["action"]:
        parts[1:2] = []
    match fault["type"]:
        case "json_invalid":
            return CaseError(None, fault["msg"])
        case "missing":
            return CaseError(".".join(parts), "is missing")
        case "extra_forbidden":
            return CaseError(".".join(parts), "is no key that is known here")
        case "union_tag_not_found":
            return CaseError("action.verb", "is missing")
        case "union_tag_invalid":
            return CaseError("action.verb", "is no verb that is known here")
        case _:
            what = fault["msg"].removeprefix("Value error, ")
            return CaseError(".".join(parts) or None, what)


def _check(document: CaseDocument, municipality: Municipality) -> None:
    facts, action = document.facts, document.action
    if not FIRST_DAY <= document.now.date() <= LAST_DAY:
        raise CaseError("now", f"is not from {FIRST_DAY} to {LAST_DAY}")
    for index, booking in enumerate(facts.bookings):
        _check_room(f"facts.bookings.{index}.facility", booking.facility, municipality)
        _check_times(f"facts.bookings.{index}.end", booking.start, booking.end)
    for index, closure in enumerate(facts.closed):
        _check_room(f"facts.closed.{index}.facility", closure.facility, municipality)
        _check_times(f"facts.closed.{index}.end", closure.start, closure.end)
    match action:
        case CancelAction():
            if not 0 <= action.booking < len(facts.bookings):
                raise CaseError("action.booking", f"no booking {action.booking} in facts.bookings")
        case ViewAction():
            _check_room("action.facility", action.facility, municipality)
        case _:
            _check_room("action.facility", action.facility, municipality)
            _check_times("action.end", action.start, action.end)


def _check_room(key: str, facility: str, municipality: Municipality) -> None:
    if facility not in municipality.rooms:
        raise CaseError(key, f"no facility {facility} in {municipality.id}")


def _check_times(key: str, start: int, end: int) -> None:
    if end < start:
        raise CaseError(key, "is before start")


def _resident(document: ResidentCase | None, municipality: Municipality) -> Resident | None:
    if document is None:
        return None
    first_type = next(iter(municipality.types))
    return Resident(
        type=document.type if "type" in document.model_fields_set else first_type,
        age=document.age,
        school=document.school,
        state=document.state,
        registered_on=document.registered_on,
        valid_until=document.valid_until,
        mail=document.mail,
        password=document.password,
        no_shows=document.no_shows,
    )


def _facts(document: FactsCase, municipality: Municipality) -> Facts:
    closed = tuple(Closure(c.facility, c.day, c.start, c.end, c.reason) for c in document.closed)
    bookings = tuple(_booking(booking, municipality) for booking in document.bookings)
    return Facts(bookings, closed)


def _booking(document: BookingCase, municipality: Municipality) -> Booking:
    room = municipality.rooms[document.facility]
    sport = document.sport or next(iter(room.sports))
    slot = Slot(room.id, sport, document.courts, document.day, document.start, document.end)
    whole = frozenset(range(room.floor.cells))
    return Booking(
        slot=slot,
        own=document.owner == "self",
        stage=Stage.PROVISIONAL if document.stage == "provisional" else Stage.CONFIRMED,
        paid=document.paid,
        fee=document.fee,
        booked_on=document.booked_on,
        cells=whole if document.sport is None else None,
    )


def _requests(
    document: CaseDocument, municipality: Municipality, facts: Facts
) -> tuple[Request, ...]:
    action, channel = document.action, Channel(document.channel)
    match action:
        case CancelAction():
            booking = facts.bookings[action.booking]
            return (Request(Verb.CANCEL, channel, booking=booking, reason=action.reason),)
        case ViewAction():
            sport = next(iter(municipality.rooms[action.facility].sports))
            slot = Slot(action.facility, sport, 1, action.day, 0, DAY_MINUTES)
            return (Request(Verb.VIEW, channel, slot),)
        case _:
            sports = municipality.rooms[action.facility].sports
            meant = sports if action.sport is None else [action.sport]
            return tuple(_book(action, channel, sport) for sport in meant)


def _book(action: BookAction, channel: Channel, sport: str) -> Request:
    slot = Slot(action.facility, sport, action.courts, action.day, action.start, action.end)
    return Request(Verb.BOOK, channel, slot, people=action.people, students=action.students)


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
