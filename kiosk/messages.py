"""Everything that happens to the terminal (past tense), and everything that it may do about it.

A device, the line, the clock or a finger makes an event; ``flow.step`` answers it with effects;
``effects.py`` carries those out and comes back with one event each.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kiosk.devices.ports import (
    CardLifted,
    CardTouched,
    CardUnreadable,
    PrinterStatus,
    PrintOutcome,
    ReaderStatusChanged,
)
from kiosk.devices.ticket_printer.ticket import Paper
from kiosk.registration_messages import RegistrationEvent
from sync.draft import Draft, IntakeStopped, Recorded
from sync.snapshot import Snapshot
from sync.wire import (
    ActionVerdict,
    BookingState,
    FirstPassword,
    Form,
    LoginAccepted,
    LoginRefused,
    MyBookings,
    Odds,
    Sealed,
)

# Touches --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PageOpened:
    """A tile or a button that simply leads to a page of the flow table."""

    page: str


@dataclass(frozen=True, slots=True)
class SportChosen:
    sport: str


@dataclass(frozen=True, slots=True)
class FacilityChosen:
    facility: str


@dataclass(frozen=True, slots=True)
class MonthChosen:
    first: date


@dataclass(frozen=True, slots=True)
class DayChosen:
    day: date


@dataclass(frozen=True, slots=True)
class CellChosen:
    """A cell of the day board: the column of the court, the start of the granule in minutes."""

    court: int
    minute: int


@dataclass(frozen=True, slots=True)
class PeopleChosen:
    people: int


@dataclass(frozen=True, slots=True)
class CourtsChosen:
    courts: int


@dataclass(frozen=True, slots=True)
class NumberTyped:
    number: str


@dataclass(frozen=True, slots=True)
class PasswordSealed:
    """Typed, sealed and gone: only the centre can open the box."""

    kid: str
    box: str


@dataclass(frozen=True, slots=True)
class BookingConfirmed:
    """The resident touched 予約する."""


@dataclass(frozen=True, slots=True)
class CancelChosen:
    number: str


@dataclass(frozen=True, slots=True)
class CancelConfirmed:
    number: str


@dataclass(frozen=True, slots=True)
class PrintWanted:
    """Print the ticket (of this booking number) once more."""

    number: str


@dataclass(frozen=True, slots=True)
class BackPressed:
    pass


@dataclass(frozen=True, slots=True)
class StopPressed:
    pass


@dataclass(frozen=True, slots=True)
class NextPressed:
    pass


@dataclass(frozen=True, slots=True)
class SettingChanged:
    """``name`` is text_scale, theme, reach or language; each touch takes the next value."""

    name: str


@dataclass(frozen=True, slots=True)
class Touched:
    """Any touch at all: the resident is still there."""


# Booking and what is booked -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StudentsChosen:
    """So many of the people are 高校生以下."""

    students: int


@dataclass(frozen=True, slots=True)
class TermsAgreed:
    """The resident read the terms of use and touched 同意する."""


@dataclass(frozen=True, slots=True)
class SlotAdded:
    """What is wished for is kept, and another slot is chosen to be booked with it."""


@dataclass(frozen=True, slots=True)
class SlotDropped:
    """The kept slot at a place is not wanted any more."""

    place: int


@dataclass(frozen=True, slots=True)
class ChangeChosen:
    number: str


@dataclass(frozen=True, slots=True)
class FormalChosen:
    """The formal application (本申請) for a provisional booking."""

    number: str


@dataclass(frozen=True, slots=True)
class FormalConfirmed:
    number: str


@dataclass(frozen=True, slots=True)
class FormWanted:
    """Print the form of the formal application, filled in, to be taken to a desk."""

    number: str


# Lotteries (抽選) ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EntryMoved:
    """A wish goes up or down the list, and gets another rank; ``row`` counts from 0."""

    row: int
    down: bool


@dataclass(frozen=True, slots=True)
class EntryDropped:
    """A wish that was not sent yet is taken off the list again."""

    row: int


@dataclass(frozen=True, slots=True)
class EntrySlotDropped:
    """A slot is taken out of the set that is being put together."""

    row: int


@dataclass(frozen=True, slots=True)
class EntriesConfirmed:
    """The resident touched 申し込む."""


@dataclass(frozen=True, slots=True)
class WithdrawChosen:
    number: str


@dataclass(frozen=True, slots=True)
class WithdrawConfirmed:
    number: str


@dataclass(frozen=True, slots=True)
class WinChosen:
    """The win of an entry is to be confirmed."""

    number: str


@dataclass(frozen=True, slots=True)
class WinConfirmed:
    number: str


# Information ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TextOpened:
    """A text of the municipality is to be read, by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class TopicOpened:
    """Who answers about a topic (問い合わせ先)?"""

    topic: str


@dataclass(frozen=True, slots=True)
class VenueOpened:
    venue: str


@dataclass(frozen=True, slots=True)
class StaffCalled:
    """「係員を呼ぶ」, which stands on every page."""


# Looking in other ways ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SpanChosen:
    """らくらく: within which days; ``span`` is a name of ``kiosk/flow/easy.py``."""

    span: str


@dataclass(frozen=True, slots=True)
class PartChosen:
    """くわしく: at which time of day; a name of ``kiosk/flow/search.py``."""

    part: str


@dataclass(frozen=True, slots=True)
class WeekdaysChosen:
    """くわしく: on which days of the week; a name of ``kiosk/flow/search.py``."""

    kind: str


@dataclass(frozen=True, slots=True)
class SearchWanted:
    """くわしく: what was asked for is to be looked for."""


@dataclass(frozen=True, slots=True)
class FreeChosen:
    """A time that was found free."""

    facility: str
    day: date
    minute: int


# The staff ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CheckUpWanted:
    """Send and fetch now, and say whether all is well."""


@dataclass(frozen=True, slots=True)
class TrialPrintWanted:
    pass


@dataclass(frozen=True, slots=True)
class ClosingChosen:
    """``why`` the terminal is closed, a name of ``kiosk/flow/staff.py``; "" opens it again."""

    why: str


# The world ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ticked:
    """About once a second."""

    now: datetime


@dataclass(frozen=True, slots=True)
class LineChanged:
    up: bool


@dataclass(frozen=True, slots=True)
class SnapshotArrived:
    snapshot: Snapshot


@dataclass(frozen=True, slots=True)
class UnsentCounted:
    unsent: int


@dataclass(frozen=True, slots=True)
class IntakeChanged:
    """``why`` is None where actions can be recorded; else as in ``IntakeStopped``."""

    why: str | None


@dataclass(frozen=True, slots=True)
class PrinterStatusChanged:
    status: PrinterStatus


# Answers to effects; each names the visit that asked, and is dropped in any other --------------


@dataclass(frozen=True, slots=True)
class LoginAnswered:
    """``answer`` is None where the centre could not be reached in time."""

    visit: UUID
    answer: LoginAccepted | LoginRefused | None


@dataclass(frozen=True, slots=True)
class ActionRecorded:
    visit: UUID
    result: Recorded | IntakeStopped


@dataclass(frozen=True, slots=True)
class ActionSettled:
    visit: UUID
    verdict: ActionVerdict


@dataclass(frozen=True, slots=True)
class ActionDelayed:
    """No answer in time. ``unknown``: it was sent and may have been done (確認中)."""

    visit: UUID
    action: UUID
    unknown: bool


@dataclass(frozen=True, slots=True)
class MineArrived:
    """Both None where the centre could not be reached in time; ``mine`` has the bookings, too."""

    visit: UUID
    bookings: tuple[BookingState, ...] | None
    mine: MyBookings | None = None


@dataclass(frozen=True, slots=True)
class OddsArrived:
    """How the draw of a month stands; ``odds`` is None where that cannot be had now."""

    visit: UUID
    month: date
    odds: Odds | None


@dataclass(frozen=True, slots=True)
class CheckedUp:
    """``sound``: the file of the waiting actions reads as it was written."""

    visit: UUID
    line_up: bool
    sound: bool


@dataclass(frozen=True, slots=True)
class TicketDone:
    visit: UUID
    outcome: PrintOutcome


Event = (
    PageOpened
    | EntryMoved
    | EntryDropped
    | EntrySlotDropped
    | EntriesConfirmed
    | WithdrawChosen
    | WithdrawConfirmed
    | WinChosen
    | WinConfirmed
    | SportChosen
    | FacilityChosen
    | MonthChosen
    | DayChosen
    | CellChosen
    | PeopleChosen
    | CourtsChosen
    | NumberTyped
    | PasswordSealed
    | RegistrationEvent
    | BookingConfirmed
    | CancelChosen
    | CancelConfirmed
    | PrintWanted
    | StudentsChosen
    | TermsAgreed
    | SlotAdded
    | SlotDropped
    | ChangeChosen
    | FormalChosen
    | FormalConfirmed
    | FormWanted
    | CheckUpWanted
    | TrialPrintWanted
    | ClosingChosen
    | CheckedUp
    | SpanChosen
    | PartChosen
    | WeekdaysChosen
    | SearchWanted
    | FreeChosen
    | TextOpened
    | TopicOpened
    | VenueOpened
    | StaffCalled
    | BackPressed
    | StopPressed
    | NextPressed
    | SettingChanged
    | Touched
    | Ticked
    | LineChanged
    | SnapshotArrived
    | UnsentCounted
    | IntakeChanged
    | CardTouched
    | CardLifted
    | CardUnreadable
    | ReaderStatusChanged
    | PrinterStatusChanged
    | LoginAnswered
    | ActionRecorded
    | ActionSettled
    | ActionDelayed
    | MineArrived
    | OddsArrived
    | TicketDone
)

# Effects --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LogIn:
    """Ask the centre who this is; answered by ``LoginAnswered``."""

    visit: UUID
    municipality: str
    credential: Sealed


@dataclass(frozen=True, slots=True)
class Submit:
    """Record, then send; answered by ``ActionRecorded``, then ``ActionSettled`` or ``…Delayed``.

    ``typed`` is sealed first, and travels with the action.
    """

    draft: Draft
    typed: Form | None = None


@dataclass(frozen=True, slots=True)
class FetchMine:
    """Answered by ``MineArrived``."""

    visit: UUID


@dataclass(frozen=True, slots=True)
class FetchOdds:
    """Of the draw for a month of use; answered by ``OddsArrived``."""

    visit: UUID
    municipality: str
    month: date


@dataclass(frozen=True, slots=True)
class CheckUp:
    """Send what waits and fetch what is new, now; answered by ``CheckedUp``."""

    visit: UUID


@dataclass(frozen=True, slots=True)
class PrintTicket:
    """Answered by ``TicketDone``; ``ticket`` names this piece of paper."""

    visit: UUID
    ticket: str
    paper: Paper


Effect = LogIn | Submit | FetchMine | FetchOdds | CheckUp | PrintTicket


@dataclass(frozen=True, slots=True)
class LoginSubject:
    """Whose password the keyboard takes: what the sealer needs beside the characters."""

    visit: UUID
    card: str | None
    number: str | None


@dataclass(frozen=True, slots=True)
class NewPasswordSubject:
    """For whom the keyboard takes a new password; ``first`` is what proves a first one."""

    visit: UUID
    first: FirstPassword | None = None
