"""What the durable half of the terminal tells the rest, each as it happens, on the sync thread."""

from dataclasses import dataclass
from uuid import UUID

from rules.policy import Municipality
from sync.snapshot import Snapshot
from sync.wire import ActionVerdict

__all__ = [
    "AnswerDelayed",
    "ClockReported",
    "FaultFound",
    "IntakeReported",
    "LineReported",
    "PolicyTaken",
    "Report",
    "SnapshotTaken",
    "UnsentChanged",
    "VerdictArrived",
]


@dataclass(frozen=True, slots=True)
class LineReported:
    """Whether the centre decides now what it is sent; told at every change."""

    up: bool


@dataclass(frozen=True, slots=True)
class VerdictArrived:
    """The centre decided; told once an action."""

    visit: UUID
    verdict: ActionVerdict


@dataclass(frozen=True, slots=True)
class AnswerDelayed:
    """No verdict in time; ``unknown``: it was sent and may have been done (確認中)."""

    visit: UUID
    action: UUID
    unknown: bool


@dataclass(frozen=True, slots=True)
class SnapshotTaken:
    snapshot: Snapshot


@dataclass(frozen=True, slots=True)
class UnsentChanged:
    unsent: int


@dataclass(frozen=True, slots=True)
class IntakeReported:
    """``why`` is None where actions can be recorded; else as in ``IntakeStopped``."""

    why: str | None


@dataclass(frozen=True, slots=True)
class ClockReported:
    """Whether the terminal's clock is far from the centre's; told at every change."""

    wrong: bool
    off_ms: int | None


@dataclass(frozen=True, slots=True)
class PolicyTaken:
    """The centre has other rules, and they are in use from the next visit on."""

    municipality: Municipality
    digest: str


@dataclass(frozen=True, slots=True)
class FaultFound:
    """For the operator's log: one line that names a file and what was wrong with it."""

    line: str


Report = (
    LineReported
    | VerdictArrived
    | AnswerDelayed
    | SnapshotTaken
    | UnsentChanged
    | IntakeReported
    | ClockReported
    | PolicyTaken
    | FaultFound
)
