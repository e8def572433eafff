"""One bounded step at a time: send what is due, then fetch what is new; no thread of its own."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Event
from uuid import UUID

from sync.boards import Boards
from sync.draft import Draft
from sync.fate import Fate
from sync.outbox import Settled, Waiting
from sync.outbox_row import WAITING_STATES, ActionState
from sync.parts import Parts
from sync.push import Push, Pushed
from sync.reports import (
    AnswerDelayed,
    LineReported,
    SnapshotTaken,
)
from sync.state_report import StateReporter
from sync.wire import BookingState, SealingKey

__all__ = ["Pace", "Worker"]


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds. After a failure the wait is random, up to a limit that doubles (full jitter)."""

    poll_s: float = 3.0
    backoff_first_s: float = 1.0
    backoff_max_s: float = 300.0
    #: After this long without a verdict the resident is told that it is late.
    verdict_s: float = 5.0


@dataclass(frozen=True, slots=True)
class _Asked:
    visit: UUID
    at_boot_ms: int


class Worker:
    """``step`` and all else run on the sync thread; ``nudge`` may be called from any.

    ``adopt`` takes over the centre's present sealing keys.
    """

    def __init__(
        self,
        parts: Parts,
        pace: Pace,
        adopt: Callable[[tuple[SealingKey, ...]], None],
        reporter: StateReporter,
    ) -> None:
        self._parts = parts
        self._reporter = reporter
        self._pace = pace
        self._adopt = adopt
        self._push = Push(parts, int(pace.backoff_max_s * 1000), self._decided)
        self._boards = Boards(parts, self._taken, adopt)
        self._nudged = Event()
        self._wake_boot_ms = 0
        self._failures = 0
        #: The last batch was decided.
        self._flowing = False
        self._line_up: bool | None = None
        #: Visits that still wait for their first word on an action.
        self._asked: dict[UUID, _Asked] = {}
        #: Cells booked here a moment ago: drawn until the centre's own list has them.
        self._just_booked: dict[str, Waiting] = {name: {} for name in parts.replicas}

    @property
    def line_up(self) -> bool:
        """What the last request told of the line; before any it is down."""
        return self._line_up is True

    def nudge(self) -> None:
        """The next step does not wait: there is something to send, or the line may be back."""
        self._nudged.set()

    def expect(self, draft: Draft) -> None:
        """An action was recorded: its visit waits for a word on it."""
        self._asked[draft.action] = _Asked(draft.visit, self._parts.clock.boot_ms())
        self._report_snapshot(draft.municipality)
        self.nudge()

    def heard(self, fate: Fate) -> None:
        """What any request told of the line, at its every change."""
        if fate.line_up != self._line_up:
            self._line_up = fate.line_up
            self._parts.report(LineReported(fate.line_up))

    def step(self) -> float:
        """Do what is due; return the seconds until the next step is wanted."""
        rest_ms = self._wake_boot_ms - self._parts.clock.boot_ms()
        if rest_ms > 0 and not self._nudged.is_set():
            return rest_ms / 1000
        self._nudged.clear()
        wait_s = self._work()
        self._wake_boot_ms = self._parts.clock.boot_ms() + int(wait_s * 1000)
        return wait_s

    def report_snapshots(self) -> None:
        """What is known now of each municipality."""
        for municipality in self._parts.replicas:
            self._report_snapshot(municipality)

    def _work(self) -> float:
        pushed, fate = self._push.send()
        self._report_delays(all_of_them=pushed is not Pushed.MORE)
        if pushed is Pushed.MORE:
            self.heard(fate)
            self._failures, self._flowing = 0, True
            return 0.0
        if self._flowing and fate.maybe_done and not fate.wait_s:
            # One request of many was lost; only a second one in a row is a line that is down.
            self._flowing = False
            return 0.0
        self._flowing = False
        self._parts.outbox.settle_log()
        if pushed is Pushed.DRAINED:
            fate = self._boards.fetch()
            if fate.line_up and not fate.one_by_one:
                self.heard(fate)
                self._failures = 0
                self._reporter.tell()
                self._purge()
                return 0.0 if self._boards.missing() else self._pace.poll_s
        self.heard(fate)
        if fate.line_up:
            self._reporter.tell()
        self.report_snapshots()
        return self._back_off(fate)

    def _purge(self) -> None:
        """By the centre's word alone: a clock that jumped would drop what is young."""
        if self._parts.time.last is not None:
            self._parts.outbox.purge(self._parts.time.last.centre_ms)

    def _back_off(self, fate: Fate) -> float:
        doubled = self._pace.backoff_first_s * float(1 << min(self._failures, 20))
        self._failures += 1
        wait_s = self._parts.jitter() * min(doubled, self._pace.backoff_max_s)
        return max(wait_s, float(fate.wait_s))

    def _taken(self, municipality: str) -> None:
        """Its list was told, and has what was booked here."""
        self._just_booked[municipality].clear()
        self._report_snapshot(municipality)

    def _report_snapshot(self, municipality: str) -> None:
        """With this terminal's own undecided bookings drawn over it; of what is served."""
        parts = self._parts
        if municipality not in parts.replicas:
            return
        drawn = parts.outbox.waiting(municipality, parts.granules)
        for key, cells in self._just_booked[municipality].items():
            drawn[key] = drawn.get(key, frozenset()) | cells
        snapshot = parts.replicas[municipality].snapshot(drawn)
        holds = parts.outbox.holds.usable(municipality)
        parts.report(SnapshotTaken(replace(snapshot, holds=holds)))

    def _decided(self, settled: Settled) -> None:
        """Until the list of its municipality is fetched, that has what was booked."""
        municipality, booking = settled.municipality, settled.verdict.booking
        if booking is not None and booking.stands and municipality in self._just_booked:
            self._booked(municipality, booking)

    def _booked(self, municipality: str, booking: BookingState) -> None:
        key, drawn = (booking.facility, booking.day), self._just_booked[municipality]
        hours = booking.start_minute, booking.end_minute
        starts = self._parts.granules(municipality, *key, *hours)
        cells = frozenset((minute, cell) for minute in starts for cell in booking.cells)
        drawn[key] = drawn.get(key, frozenset()) | cells

    def _report_delays(self, *, all_of_them: bool) -> None:
        """Tell each visit, once, that its action is late."""
        now_ms = self._parts.clock.boot_ms()
        for action, asked in list(self._asked.items()):
            state = self._parts.outbox.state_of(action)
            waits = state in WAITING_STATES
            late = all_of_them or now_ms - asked.at_boot_ms >= self._pace.verdict_s * 1000
            if waits and late:
                unknown = state is ActionState.UNKNOWN
                self._parts.report(AnswerDelayed(asked.visit, action, unknown))
            if late or not waits:
                del self._asked[action]
