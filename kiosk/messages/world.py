"""What happens to the terminal without a finger, and what comes back for an effect."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kiosk.devices.ports import PrinterStatus, PrintOutcome
from rules.policy import Municipality
from sync.draft import IntakeStopped, Recorded
from sync.form_lock import GivenBack, KeptUnder
from sync.recent import RecentAction
from sync.snapshot import Snapshot
from sync.wire import (
    ActionVerdict,
    BookingState,
    FormRefused,
    LoginAccepted,
    LoginRefused,
    MyBookings,
    Odds,
    ReceiptState,
)

__all__ = [
    "ActionDelayed",
    "ActionRecorded",
    "ActionSettled",
    "CallAnswered",
    "CheckedUp",
    "ClockChanged",
    "IntakeChanged",
    "KeepAnswered",
    "LineChanged",
    "LoginAnswered",
    "MineArrived",
    "OddsArrived",
    "PolicyArrived",
    "PrinterStatusChanged",
    "ReceiptArrived",
    "RecentArrived",
    "ResumeAnswered",
    "SnapshotArrived",
    "Ticked",
    "TicketDone",
    "UnsentCounted",
]

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
class PolicyArrived:
    """The centre has other rules for a municipality; a visit that has begun keeps its own."""

    municipality: Municipality


@dataclass(frozen=True, slots=True)
class ClockChanged:
    """Whether this terminal's clock is far from the centre's."""

    wrong: bool


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
class ReceiptArrived:
    """``told`` is what the centre says, None where it could not be reached in time.

    ``here`` is how it stands at this terminal, None where it was not recorded here.
    """

    visit: UUID
    number: str
    told: ReceiptState | None
    here: RecentAction | None


@dataclass(frozen=True, slots=True)
class RecentArrived:
    visit: UUID
    actions: tuple[RecentAction, ...]


@dataclass(frozen=True, slots=True)
class KeepAnswered:
    """``answer`` is None where the centre could not be reached in time."""

    visit: UUID
    answer: KeptUnder | FormRefused | None


@dataclass(frozen=True, slots=True)
class ResumeAnswered:
    """``answer`` is None where the centre could not be reached in time."""

    visit: UUID
    answer: GivenBack | FormRefused | None


@dataclass(frozen=True, slots=True)
class CallAnswered:
    """``told``: the centre has the call, and shows it to the staff."""

    visit: UUID
    told: bool


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
