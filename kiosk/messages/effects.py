"""What the terminal may do about an event; ``kiosk/effects.py`` carries it out."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kiosk.devices.ticket_printer.ticket import Paper
from sync.draft import Draft
from sync.wire import (
    FirstPassword,
    Form,
    Sealed,
    UnfinishedRegistration,
    UnfinishedRenewal,
    UnfinishedVerb,
)

__all__ = [
    "CallStaff",
    "CheckUp",
    "Effect",
    "FetchMine",
    "FetchOdds",
    "FetchReceipt",
    "FetchRecent",
    "KeepUnfinished",
    "LogIn",
    "LoginSubject",
    "MarkClosed",
    "NewPasswordSubject",
    "PrintTicket",
    "ResumeUnfinished",
    "Submit",
]

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
class FetchRecent:
    """The last actions of this terminal, for its staff; answered by ``RecentArrived``."""

    visit: UUID


@dataclass(frozen=True, slots=True)
class FetchOdds:
    """Of the draw for a month of use; answered by ``OddsArrived``."""

    visit: UUID
    municipality: str
    month: date


@dataclass(frozen=True, slots=True)
class FetchReceipt:
    """What became of the action with this number; answered by ``ReceiptArrived``."""

    visit: UUID
    number: str


@dataclass(frozen=True, slots=True)
class KeepUnfinished:
    """Leave a form at the centre, in the place of an older one; answered by ``KeepAnswered``."""

    visit: UUID
    municipality: str
    form: UnfinishedRegistration | UnfinishedRenewal
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class ResumeUnfinished:
    """Get it back by the code of its slip; answered by ``ResumeAnswered``."""

    visit: UUID
    municipality: str
    verb: UnfinishedVerb
    code: str


@dataclass(frozen=True, slots=True)
class CallStaff:
    """Tell the staff that somebody here wants them, answered by ``CallAnswered``; or no longer."""

    visit: UUID
    wanted: bool


@dataclass(frozen=True, slots=True)
class CheckUp:
    """Send what waits and fetch what is new, now; answered by ``CheckedUp``."""

    visit: UUID


@dataclass(frozen=True, slots=True)
class MarkClosed:
    """Keep over a restart why the staff closed this terminal, "" that it is open; no answer."""

    why: str


@dataclass(frozen=True, slots=True)
class PrintTicket:
    """Answered by ``TicketDone``; ``ticket`` names this piece of paper."""

    visit: UUID
    ticket: str
    paper: Paper


Effect = (
    LogIn
    | Submit
    | FetchMine
    | FetchOdds
    | FetchReceipt
    | FetchRecent
    | KeepUnfinished
    | ResumeUnfinished
    | CallStaff
    | CheckUp
    | PrintTicket
    | MarkClosed
)


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
