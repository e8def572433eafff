"""What the rules are told: frozen facts, gathered beforehand by whoever asks.

Defaults let a case through: an adult resident in good standing, one court, two people.
Days and times are Japan time; a time of day is whole minutes after midnight, 24:00 is 1440.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from rules.calendar import instant

__all__ = [
    "Booking",
    "Channel",
    "Closure",
    "Facts",
    "Occupied",
    "Request",
    "Resident",
    "Slot",
    "Stage",
    "Verb",
]


class Channel(StrEnum):
    TERMINAL = "terminal"
    WEB = "web"
    PHONE = "phone"
    DESK = "desk"


class Verb(StrEnum):
    VIEW = "view"
    BOOK = "book"
    CANCEL = "cancel"


class Stage(StrEnum):
    PROVISIONAL = "provisional"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Slot:
    """Courts of a room for a sport at a time (枠)."""

    facility: str
    sport: str
    courts: int
    day: date
    start_minute: int
    end_minute: int

    @property
    def starts_at(self) -> datetime:
        return instant(self.day, self.start_minute)

    @property
    def ends_at(self) -> datetime:
        return instant(self.day, self.end_minute)


@dataclass(frozen=True, slots=True)
class Resident:
    """A registration in one municipality; ``type`` is None where there is none (CM-05)."""

    type: str | None
    age: int = 40
    school: str = "none"
    state: str = "active"
    registered_on: date | None = None
    valid_until: date | None = None
    mail: bool = True
    password: bool = True
    no_shows: int = 0


@dataclass(frozen=True, slots=True)
class Booking:
    """A live booking; ``cells`` are those of the floor where they are known."""

    slot: Slot
    own: bool = True
    stage: Stage = Stage.CONFIRMED
    paid: bool = False
    fee: int = 0
    booked_on: date | None = None
    cells: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Closure:
    """A notice that a room cannot be used for some hours (CM-08): rain, repair, an event."""

    facility: str
    day: date
    start_minute: int
    end_minute: int
    reason: str


#: Cells of one room on one day that are taken: pairs of (start of the granule in minutes, cell).
Occupied = frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the room and of the resident's bookings when the question is asked.

    ``occupied`` is of the asked room and day, bookings of this resident included.
    """

    bookings: tuple[Booking, ...] = ()
    closed: tuple[Closure, ...] = ()
    occupied: Occupied = frozenset()


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: ``slot`` for view and book, ``booking`` (of ``Facts.bookings``) for cancel."""

    verb: Verb
    channel: Channel
    slot: Slot | None = None
    booking: Booking | None = None
    people: int = 2
    students: int = 0
    reason: str = "user"
