"""The durable half of a terminal behind one door: record, send, fetch, log in.

Everything but ``nudge``, ``line_up`` and ``sealer`` belongs to the one sync thread, which opens it.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from sync.centre_time import CentreTime, TerminalClock
from sync.draft import Draft, IntakeStopped, Recorded
from sync.fate import fate_of
from sync.form_lock import FormLock, GivenBack, KeptUnder, new_code
from sync.identity import Identity, read_identity
from sync.link import Http, Link, Patience
from sync.outbox import Granules, Limits, Outbox
from sync.parts import Parts
from sync.policies import Policies
from sync.recent import RECENT_MAX, RecentAction, recent_action, recent_actions
from sync.replica import Replica
from sync.replies import Answered, NotModified, Reply
from sync.reports import ClockReported, FaultFound, IntakeReported, Report, UnsentChanged
from sync.sealer import Sealer
from sync.state_report import Devices, StateReporter
from sync.store import DiskError, StoreDamagedError
from sync.wire import (
    FormKept,
    FormRefused,
    FormResumed,
    LoginAccepted,
    LoginRefused,
    MyBookings,
    Odds,
    ReceiptState,
    Sealed,
    SealingKey,
    UnfinishedRegistration,
    UnfinishedRenewal,
    UnfinishedVerb,
)
from sync.worker import Pace, Worker

__all__ = ["Chance", "Service", "Settings"]

T = TypeVar("T")
#: Before the next try where the disk does not even read.
DISK_WAIT_S = 5.0
#: Draws that are remembered: of more months than anybody can enter.
ODDS_MAX = 16


@dataclass(frozen=True, slots=True)
class Settings:
    """``session`` is new at each start of the program.

    ``devices``, and ``watching``: which visit stands at the terminal now, are asked on the sync
    thread.

    ``also_serves`` are the municipalities beside the one where the terminal stands. ``policies``
    are the digests of the rules in use; those of a municipality that is not there never change.
    """

    state_dir: Path
    centre_url: str
    session: UUID
    granules: Granules
    limits: Limits = field(default_factory=Limits)
    pace: Pace = field(default_factory=Pace)
    patience: Patience = field(default_factory=Patience)
    devices: Callable[[], Devices] = Devices
    watching: Callable[[], UUID | None] = lambda: None
    also_serves: tuple[str, ...] = ()
    policies: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chance:
    """Randomness from outside: numbers from 0 up to 1, and words that are never the same twice."""

    jitter: Callable[[], float]
    nonce: Callable[[], str]


class Service:
    def __init__(self, parts: Parts, settings: Settings, sealer: Sealer) -> None:
        self._parts = parts
        self._sealer = sealer
        self._reporter = StateReporter(parts, settings.devices, self._adopt)
        self._worker = Worker(parts, settings.pace, self._adopt, self._reporter)
        self._odds: dict[tuple[str, date], Answered[Odds]] = {}
        self._told_unsent: int | None = None
        self._told_intake: tuple[str | None] | None = None
        self._told_fault: str | None = None
        self._told_clock = False

    @classmethod
    def open(
        cls,
        settings: Settings,
        clock: TerminalClock,
        chance: Chance,
        report: Callable[[Report], None],
    ) -> "Service":
        """Open the terminal's files; report at once what they hold.

        IdentityError: not enrolled. StoreInUseError: another program has the files.
        """
        identity = read_identity(settings.state_dir)
        wall_ms = clock.wall_ms()
        outbox = Outbox(settings.state_dir, identity, settings.session, settings.limits, wall_ms)
        served = (identity.municipality, *settings.also_serves)
        replicas = {name: Replica(settings.state_dir, name) for name in served}
        time = CentreTime(clock, replicas[identity.municipality].contact)
        http = Http(settings.centre_url, settings.patience, time.learn)
        link = Link(http, identity, clock, time, chance.nonce, serves=served)
        granules, jitter = settings.granules, chance.jitter
        policies = Policies(
            settings.state_dir, settings.policies, identity.municipality, identity.venue
        )
        parts = Parts(
            *(identity, outbox, replicas, link, policies, time),
            *(clock, granules, jitter, report, settings.watching),
        )
        service = cls(parts, settings, Sealer(identity))
        service._start()
        return service

    @property
    def sealer(self) -> Sealer:
        """May be used from any thread, for as long as the service is."""
        return self._sealer

    @property
    def identity(self) -> Identity:
        return self._parts.identity

    def login(
        self, visit: UUID, municipality: str, credential: Sealed
    ) -> LoginAccepted | LoginRefused | None:
        """Who this is, or None where the centre gave no answer in time."""
        return self._message(self._parts.link.login(visit, municipality, credential))

    def mine(self, visit: UUID) -> MyBookings | None:
        """All that is the resident's of a visit, or None where it cannot be had now."""
        return self._message(self._parts.link.mine(visit))

    def odds(self, municipality: str, month: date) -> Odds | None:
        """A draw as it stands; where nothing has changed, as it was told before."""
        key = (municipality, month)
        known = self._odds.get(key)
        reply = self._parts.link.odds(municipality, month, None if known is None else known.etag)
        if isinstance(reply, NotModified) and known is not None:
            self._message(known)
            return known.message
        found = self._message(reply)
        if isinstance(reply, Answered):
            self._odds = {key: reply, **self._odds}
            self._odds = dict(list(self._odds.items())[:ODDS_MAX])
        return found

    def receipt(self, number: str) -> ReceiptState | None:
        """What became of an action, or None where the centre gave no answer in time."""
        return self._message(self._parts.link.receipt(number))

    def numbered(self, number: str) -> RecentAction | None:
        """How an action of this terminal stands here, by its number; None where it has none."""
        try:
            row = self._parts.outbox.numbered(number)
        except (StoreDamagedError, DiskError):
            return None
        return None if row is None else recent_action(row)

    def keep_form(
        self,
        municipality: str,
        form: UnfinishedRegistration | UnfinishedRenewal,
        replaces: str | None,
    ) -> KeptUnder | FormRefused | None:
        """Leave an unfinished form at the centre under a new code, which goes nowhere else."""
        code = new_code(self._parts.link.new_nonce())
        lock = FormLock.of(code, municipality)
        box = lock.seal(form)
        reply = self._parts.link.keep_form(municipality, form.verb, lock.digest, box, replaces)
        answer = self._message(reply)
        return KeptUnder(code, answer.until) if isinstance(answer, FormKept) else answer

    def resume_form(
        self, municipality: str, verb: UnfinishedVerb, code: str
    ) -> GivenBack | FormRefused | None:
        """Get it back; a box that this code does not open is as good as none."""
        lock = FormLock.of(code, municipality)
        answer = self._message(self._parts.link.resume_form(municipality, verb, lock.digest))
        if not isinstance(answer, FormResumed):
            return answer
        form = lock.open(answer.box)
        if form is None or form.verb != verb:
            return FormRefused(code="unknown", centre_ms=answer.centre_ms)
        return GivenBack(lock.digest, form)

    def call_staff(self, *, wanted: bool) -> bool:
        """Whether the centre knows now that somebody here calls the staff, or no longer does."""
        return self._reporter.call_staff(wanted=wanted)

    def recent(self) -> tuple[RecentAction, ...]:
        """The last actions of this terminal, newest first; none where the file does not read."""
        try:
            return recent_actions(self._parts.outbox.recent(RECENT_MAX))
        except (StoreDamagedError, DiskError):
            return ()

    def submit(self, draft: Draft) -> Recorded | IntakeStopped:
        """Put an action on disk; ``step`` sends it, and is to be called next."""
        result = self._parts.outbox.put(draft, self._parts.time.stamp())
        if isinstance(result, Recorded):
            self._worker.expect(draft)
        self._report_outbox()
        return result

    def step(self) -> float:
        """Send what is due, fetch what is new; return the seconds until it is wanted again."""
        try:
            wait_s = self._worker.step()
        except StoreDamagedError as cause:
            self._parts.outbox.stop_damaged(str(cause))
            wait_s = DISK_WAIT_S
        except DiskError:
            wait_s = DISK_WAIT_S
        self._report_outbox()
        self._report_clock()
        return wait_s

    def check_up(self) -> tuple[bool, bool]:
        """Send and fetch now; whether the centre answered, and the outbox is sound."""
        self.nudge()
        self.step()
        return self.line_up, self._parts.outbox.fault is None

    @property
    def line_up(self) -> bool:
        """From any thread: what the last request told of the line."""
        return self._worker.line_up

    def nudge(self) -> None:
        """From any thread: the next step does not wait."""
        self._worker.nudge()

    def close(self) -> None:
        """What is held here and unused is given back: the next session could not use it."""
        self._parts.outbox.holds.give_back()
        if self._parts.outbox.holds.to_return and self.line_up:
            self._reporter.tell()
        self._parts.link.close()
        for replica in self._parts.replicas.values():
            replica.close()
        self._parts.outbox.close()

    def _start(self) -> None:
        self._worker.report_snapshots()
        self._report_outbox()
        self._report_clock()

    def _message(self, reply: Reply[T]) -> T | None:
        self._worker.heard(fate_of(reply))
        if not isinstance(reply, Answered):
            return None
        # The line is there: what waits need not wait any longer.
        self._worker.nudge()
        return reply.message

    def _adopt(self, keys: tuple[SealingKey, ...]) -> None:
        with suppress(OSError):
            changed = self._parts.outbox.identity.with_sealing_keys(keys)
            self._sealer.identity = self._parts.outbox.identity = changed

    def _report_clock(self) -> None:
        time = self._parts.time
        if (wrong := time.is_wrong()) != self._told_clock:
            self._told_clock = wrong
            self._parts.report(ClockReported(wrong, time.off_ms()))

    def _report_outbox(self) -> None:
        outbox, report = self._parts.outbox, self._parts.report
        if outbox.fault is not None and outbox.fault != self._told_fault:
            report(FaultFound(outbox.fault))
        self._told_fault = outbox.fault
        if outbox.unsent != self._told_unsent:
            report(UnsentChanged(outbox.unsent))
        self._told_unsent = outbox.unsent
        intake = (outbox.intake(),)
        if intake != self._told_intake:
            report(IntakeReported(intake[0]))
        self._told_intake = intake
