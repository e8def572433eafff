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
    "Debt",
    "Entry",
    "Facts",
    "Occupied",
    "Registration",
    "Renewal",
    "Request",
    "Resident",
    "Roster",
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
    CHANGE = "change"
    EXTEND = "extend"
    SUBSTITUTE = "substitute"
    ENTER_LOTTERY = "enter_lottery"
    WITHDRAW_ENTRY = "withdraw_entry"
    CONFIRM_WIN = "confirm_win"
    APPLY_FORMALLY = "apply_formally"
    PAY_ONLINE = "pay_online"
    REGISTER = "register"
    RENEW = "renew"
    SET_PASSWORD = "set_password"  # noqa: S105 - a verb, no password


class Stage(StrEnum):
    """仮予約, 本申請 handed in, 使用許可書 issued, and settled from the first."""

    PROVISIONAL = "provisional"
    APPLIED = "applied"
    PERMITTED = "permitted"
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
class Roster:
    """What a group's list of members (構成員名簿) comes to; the defaults satisfy every rule.

    ``local`` are members that live, work or study in the municipality; ``phones`` are those of
    members that can be called.
    """

    members: int = 12
    local: int = 12
    elementary_or_older: bool = True
    phones: int = 3
    main_sport: str | None = None
    leader_age: int = 40
    leader_school: str = "none"
    base_in_city: bool = True


@dataclass(frozen=True, slots=True)
class Debt:
    """Yen unpaid since a day: the day on which it was due, or on which the debit failed."""

    amount: int
    since: date


@dataclass(frozen=True, slots=True)
class Resident:
    """A registration in one municipality; ``type`` is None where there is none (CM-05).

    ``agreed`` holds the classes of facilities whose terms were agreed to, None: all of them.
    ``pending`` are classes whose application has not been approved yet. ``roster`` None: one that
    satisfies everything.
    """

    type: str | None
    age: int = 40
    school: str = "none"
    state: str = "active"
    registered_on: date | None = None
    valid_until: date | None = None
    mail: bool = True
    password: bool = True
    no_shows: int = 0
    agreed: frozenset[str] | None = None
    pending: frozenset[str] = frozenset()
    roster: Roster | None = None
    debts: tuple[Debt, ...] = ()
    payment_method: str | None = None


@dataclass(frozen=True, slots=True)
class Booking:
    """A live booking; ``cells`` are those of the floor where they are known.

    ``won``: it came from a lottery. ``people`` is None where it is not known for how many it is.
    """

    slot: Slot
    own: bool = True
    stage: Stage = Stage.CONFIRMED
    paid: bool = False
    fee: int = 0
    booked_on: date | None = None
    cells: frozenset[int] | None = None
    won: bool = False
    people: int | None = None
    students: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A live lottery entry (抽選申込み) of the resident; several slots are a set (セット申込み)."""

    slots: tuple[Slot, ...]
    preference: int


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

    ``occupied`` is of the asked room and day, bookings of this resident included, but without
    the booking that is changed, extended or moved. ``entries`` are those of the same month of use.
    """

    bookings: tuple[Booking, ...] = ()
    closed: tuple[Closure, ...] = ()
    entries: tuple[Entry, ...] = ()
    occupied: Occupied = frozenset()


@dataclass(frozen=True, slots=True)
class Registration:
    """An application for registration (利用者登録); the defaults let it through.

    ``documents`` and ``agreed`` are None where everything was given and agreed to. ``agreed``
    names the classes of facilities that are applied for. ``consent``: the guardian's. ``proxy``:
    somebody else brings it for the applicant.
    """

    type: str
    age: int = 40
    school: str = "none"
    consent: bool = True
    documents: frozenset[str] | None = None
    number: str | None = None
    password: str | None = None
    roster: Roster | None = None
    agreed: tuple[str, ...] | None = None
    declared: bool = True
    proxy: bool = False


@dataclass(frozen=True, slots=True)
class Renewal:
    """An application for renewal (利用者登録の更新), signed with the card or made at the desk.

    ``facilities`` are the rooms it is for, none: all; ``signer`` is ``self`` or ``member``.
    """

    document: str = "my_number_card"
    facilities: tuple[str, ...] = ()
    attachments: frozenset[str] | None = None
    signer: str = "self"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked.

    ``slot`` is for view and book; ``booking`` (of ``Facts.bookings``) for what is done with one,
    and then ``slot`` is what it is to become (change, extend, substitute). ``slots`` and
    ``preference`` are for a lottery entry, ``entry`` for its withdrawal, ``month`` (its first day)
    for the confirmation of wins. ``people`` and ``students`` (高校生以下) are counts. ``drawn``:
    the staff enter what a draw in person (抽選会) gave. ``equipment`` (備品) is pairs of what and
    how many.
    """

    verb: Verb
    channel: Channel
    slot: Slot | None = None
    booking: Booking | None = None
    people: int = 2
    students: int = 0
    reason: str = "user"
    slots: tuple[Slot, ...] = ()
    preference: int = 1
    entry: Entry | None = None
    month: date | None = None
    registration: Registration | None = None
    renewal: Renewal | None = None
    password: str | None = None
    drawn: bool = False
    equipment: tuple[tuple[str, int], ...] = ()
