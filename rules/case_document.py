"""A case as JSON brings it: the models behind ``python -m rules decide``.

What is left out takes the value that lets the case through; an unknown key is an error.
"""

import re
from contextlib import suppress
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, BeforeValidator, Field

from rules.calendar import DAY_MINUTES
from rules.schema import Id, Minute, Model, RoomId

SLOTS_MAX = 366
Number = Annotated[int, Field(ge=-9_999, le=9_999)]
Yen = Annotated[int, Field(ge=0, le=100_000_000)]
Text = Annotated[str, Field(max_length=200)]
School = Literal["none", "elementary", "junior_high", "high"]
Reason = Literal["user", "weather", "force_majeure"]
Document = Literal[
    "driving_licence",
    "passport",
    "health_insurance",
    "my_number_card",
    "employee_card",
    "student_card",
    "guardian_id",
    "power_of_attorney",
    "roster",
    "debit_mandate",
]


def _first_of_month(value: object) -> object:
    """``"2025-11"`` as its first day."""
    try:
        return date.fromisoformat(f"{value}-01")
    except ValueError:
        raise ValueError("must be a month such as 2025-11") from None


def _day(value: object) -> date:
    """A day written out; pydantic would take a count of seconds as well."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    raise ValueError("must be a day such as 2025-11-12")


def _instant(value: object) -> datetime:
    if isinstance(value, str) and _DAY.match(value):
        with suppress(ValueError):
            return datetime.fromisoformat(value)
    raise ValueError("must be an instant such as 2025-11-12T10:00:00+09:00")


_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
Day = Annotated[date, BeforeValidator(_day)]
Instant = Annotated[AwareDatetime, BeforeValidator(_instant)]
Month = Annotated[date, BeforeValidator(_first_of_month)]


class DebtCase(Model):
    amount: Yen
    since: Day


class RosterCase(Model):
    members: Number = 12
    local: Number = 12
    elementary_or_older: bool = True
    phones: Number = 3
    main_sport: Id | None = None
    leader_age: Number = 40
    leader_school: School = "none"
    base_in_city: bool = True


class ResidentCase(Model):
    """Keys that the rules of this municipality never ask for are read and left alone."""

    type: Id | None = None
    age: Number = 40
    school: School = "none"
    state: Literal["provisional", "active", "suspended", "expired", "closed"] = "active"
    registered_on: Day | None = None
    valid_until: Day | None = None
    mail: bool = True
    password: bool = True
    agreed: tuple[Id, ...] | None = None
    roster: RosterCase | None = None
    no_shows: Number = 0
    debts: tuple[DebtCase, ...] = ()
    payment_method: Literal["debit", "online", "cash"] | None = None


class BookingCase(Model):
    """Without a sport it takes the whole room; without a stage it stands as one just made."""

    facility: RoomId
    sport: Id | None = None
    courts: Number = 1
    day: Day = Field(alias="date")
    start: Minute
    end: Minute
    owner: Literal["self", "other"] = "self"
    stage: Literal["provisional", "applied", "permitted", "confirmed"] | None = None
    paid: bool = False
    fee: Yen = 0
    booked_on: Day | None = None
    won: bool = False
    people: Number | None = None
    students: Number = 0


class ClosureCase(Model):
    facility: RoomId
    day: Day = Field(alias="date")
    start: Minute = 0
    end: Minute = DAY_MINUTES
    reason: Text = "event"


class SlotCase(Model):
    """A slot of a lottery entry; without courts it takes the whole room."""

    facility: RoomId
    sport: Id | None = None
    courts: Number | None = None
    day: Day = Field(alias="date")
    start: Minute
    end: Minute


class EntryCase(Model):
    slots: Annotated[tuple[SlotCase, ...], Field(min_length=1, max_length=SLOTS_MAX)]
    preference: Number = 1


class FactsCase(Model):
    bookings: tuple[BookingCase, ...] = ()
    entries: tuple[EntryCase, ...] = ()
    closed: tuple[ClosureCase, ...] = ()


class ViewAction(Model):
    verb: Literal["view"]
    facility: RoomId
    day: Day = Field(alias="date")


class BookAction(Model):
    verb: Literal["book"]
    facility: RoomId
    sport: Id | None = None
    courts: Number = 1
    people: Number = 2
    students: Number = 0
    equipment: Annotated[dict[Id, Number], Field(max_length=20)] = Field(default_factory=dict)
    drawn: bool = False
    day: Day = Field(alias="date")
    start: Minute
    end: Minute


class CancelAction(Model):
    verb: Literal["cancel"]
    booking: Number = 0
    reason: Reason = "user"


class NewCase(Model):
    """What a booking is to become; what is left out stays."""

    day: Day | None = Field(default=None, alias="date")
    start: Minute | None = None
    end: Minute | None = None
    courts: Number | None = None
    people: Number | None = None
    students: Number | None = None


class MoveAction(Model):
    verb: Literal["change", "extend", "substitute"]
    booking: Number = 0
    reason: Reason = "user"
    to: NewCase = NewCase()


class BookingAction(Model):
    verb: Literal["apply_formally", "pay_online"]
    booking: Number = 0
    reason: Reason = "user"


class EnterAction(Model):
    verb: Literal["enter_lottery"]
    slots: Annotated[tuple[SlotCase, ...], Field(min_length=1, max_length=SLOTS_MAX)]
    preference: Number = 1


class WithdrawAction(Model):
    verb: Literal["withdraw_entry"]
    entry: Number = 0


class ConfirmAction(Model):
    verb: Literal["confirm_win"]
    month: Month


class RegisterAction(Model):
    """``agreed`` left out applies for the municipality as a whole."""

    verb: Literal["register"]
    type: Id | None = None
    age: Number = 40
    school: School = "none"
    consent: bool = True
    documents: tuple[Document, ...] | None = None
    id: Text | None = None
    password: Text | None = None
    roster: RosterCase | None = None
    agreed: tuple[Id, ...] | None = None
    declared: bool = True


class RenewAction(Model):
    verb: Literal["renew"]
    document: Literal["my_number_card", "desk"] = "my_number_card"
    facilities: tuple[RoomId, ...] = ()
    attachments: tuple[Literal["roster"], ...] | None = None
    signer: Literal["self", "member"] = "self"


class PasswordAction(Model):
    verb: Literal["set_password"]
    password: Text


Action = (
    ViewAction
    | BookAction
    | CancelAction
    | MoveAction
    | BookingAction
    | EnterAction
    | WithdrawAction
    | ConfirmAction
    | RegisterAction
    | RenewAction
    | PasswordAction
)


class CaseDocument(Model):
    id: str | None = None
    municipality: Text
    now: Instant
    channel: Literal["terminal", "web", "phone", "desk"] = "terminal"
    resident: ResidentCase | None = ResidentCase()
    facts: FactsCase = FactsCase()
    action: Annotated[Action, Field(discriminator="verb")]
