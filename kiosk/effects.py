"""Carries effects out on worker threads and posts one event back for each.

Two threads: one has the SQLite files and the line to the centre, one has the printer. The card
reader has its own in its driver. Nothing else crosses threads.
"""

import queue
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from threading import Thread
from uuid import UUID

from kiosk.closed_mark import ClosedMark
from kiosk.devices.ports import PrinterStatus, Ticket, TicketPrinter
from kiosk.devices.ticket_printer.ticket import Paper
from kiosk.journal import Code, Journal
from kiosk.messages import (
    ActionDelayed,
    ActionRecorded,
    ActionSettled,
    CallAnswered,
    CallStaff,
    CheckedUp,
    CheckUp,
    ClockChanged,
    Effect,
    Event,
    FetchMine,
    FetchOdds,
    FetchReceipt,
    FetchRecent,
    IntakeChanged,
    KeepAnswered,
    KeepUnfinished,
    LineChanged,
    LogIn,
    LoginAnswered,
    LoginSubject,
    MarkClosed,
    MineArrived,
    NewPasswordSubject,
    OddsArrived,
    PolicyArrived,
    PrinterStatusChanged,
    PrintTicket,
    ReceiptArrived,
    RecentArrived,
    ResumeAnswered,
    ResumeUnfinished,
    SnapshotArrived,
    Submit,
    TicketDone,
    UnsentCounted,
)
from kiosk.unverified import Unverified
from sync.draft import Draft, Recorded
from sync.reports import (
    AnswerDelayed,
    ClockReported,
    FaultFound,
    IntakeReported,
    LineReported,
    PolicyTaken,
    Report,
    SnapshotTaken,
    UnsentChanged,
    VerdictArrived,
)
from sync.service import Service
from sync.wire import LoginAccepted, Sealed

__all__ = ["Effects"]

#: A thread that has not come round for this long is taken for dead, and the watchdog is not fed.
SILENCE_MAX_S = 25.0
#: How often an idle thread comes round.
ROUND_S = 5.0

Job = Callable[[], None]
#: A report that the visit may want to hear of.
Happening = (
    LineReported
    | VerdictArrived
    | AnswerDelayed
    | SnapshotTaken
    | UnsentChanged
    | IntakeReported
    | ClockReported
    | PolicyTaken
)


class _Crew:
    """One thread that does jobs in order, and something of its own between them.

    ``first``, ``between`` and ``last`` run on the thread itself.
    """

    def __init__(self, name: str, journal: Journal, failed: Callable[[], None]) -> None:
        self._beat_s = time.monotonic()
        self._name = name
        self._journal = journal
        self._failed = failed
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._thread: Thread | None = None

    @property
    def alive(self) -> bool:
        """It runs, and came round lately."""
        running = self._thread is not None and self._thread.is_alive()
        return running and time.monotonic() - self._beat_s < SILENCE_MAX_S

    def start(self, first: Job, between: Callable[[], float], last: Job) -> None:
        """Begin with ``first``; what it raises, this call raises."""
        begun: Future[None] = Future()
        work = (first, between, last, begun)
        self._thread = Thread(target=self._run, args=work, name=self._name, daemon=True)
        self._thread.start()
        begun.result()

    def put(self, job: Job) -> None:
        self._jobs.put(job)

    def stop(self) -> None:
        self._jobs.put(None)
        if self._thread is not None:
            self._thread.join(timeout=SILENCE_MAX_S)

    def _run(
        self, first: Job, between: Callable[[], float], last: Job, begun: "Future[None]"
    ) -> None:
        try:
            first()
            begun.set_result(None)
            while self._do_next(between()):
                pass
            last()
        except Exception as cause:  # noqa: BLE001 - the one catch of this thread
            if not begun.done():
                begun.set_exception(cause)
                return
            self._journal.log(Code.THREAD_FAILED, thread=self._name, error=type(cause).__name__)
            self._failed()

    def _do_next(self, wait_s: float) -> bool:
        """False where the thread is to end; nothing of a job is held while the next is awaited."""
        job = self._next(wait_s)
        if job is None:
            return False
        job()
        return True

    def _next(self, wait_s: float) -> Job | None:
        self._beat_s = time.monotonic()
        try:
            return self._jobs.get(timeout=max(0.0, min(wait_s, ROUND_S)))
        except queue.Empty:
            return _nothing


class Effects:
    """``post`` takes an event from any thread; ``picture`` draws a ticket for this printer."""

    def __init__(
        self,
        *,
        open_service: Callable[[Callable[[Report], None]], Service],
        printer: TicketPrinter,
        picture: Callable[[str, Paper], Ticket],
        post: Callable[[Event], None],
        journal: Journal,
        closed: ClosedMark,
    ) -> None:
        self._closed = closed
        self._unverified = Unverified()
        self._open_service = open_service
        self._printer = printer
        self._picture = picture
        self._post = post
        self._journal = journal
        self._line = _Crew("sync", journal, self._intake_failed)
        self._print = _Crew("printer", journal, _nothing)
        self._service: Service
        self._printer_status: PrinterStatus | None = None

    def start(self) -> None:
        """Open the outbox and begin; raises what ``Service.open`` raises."""
        self._line.start(self._open, self._step, self._close)
        self._print.start(_nothing, self._ask_printer, _nothing)

    def stop(self) -> None:
        self._print.stop()
        self._line.stop()

    def carry_out(self, effect: Effect) -> None:
        match effect:
            case Submit():
                self._line.put(lambda: self._submit(effect))
            case LogIn():
                self._line.put(lambda: self._log_in(effect))
            case FetchMine(visit):
                self._line.put(lambda: self._fetch_mine(visit))
            case FetchOdds():
                self._line.put(lambda: self._fetch_odds(effect))
            case FetchReceipt():
                self._line.put(lambda: self._fetch_receipt(effect))
            case KeepUnfinished():
                self._line.put(lambda: self._keep_form(effect))
            case ResumeUnfinished():
                self._line.put(lambda: self._resume_form(effect))
            case CallStaff() | CheckUp() | FetchRecent() | MarkClosed():
                self._line.put(lambda: self._with_staff(effect))
            case PrintTicket():
                self._print.put(lambda: self._print_ticket(effect))

    def nudge(self) -> None:
        """The line may be back: do not wait for the end of the pause."""
        self._service.nudge()
        self._line.put(_nothing)

    @property
    def line_up(self) -> bool:
        """From any thread: what the last request told of the line."""
        return self._service.line_up

    def network_changed(self) -> None:
        """From any thread: a line that was down may be back."""
        if not self.line_up:
            self.nudge()

    def seal(self, subject: object, password: bytearray) -> Sealed | None:
        """Seal what was typed; on the thread of the keyboard, so that it never waits elsewhere."""
        if isinstance(subject, NewPasswordSubject):
            return self._service.sealer.new_password(subject.visit, password, subject.first)
        assert isinstance(subject, LoginSubject)
        sealer = self._service.sealer
        self._unverified.typed(subject.visit, sealer.mark(subject.card or subject.number or ""))
        return sealer(subject.visit, subject.card, subject.number, password)

    @property
    def alive(self) -> bool:
        """Both threads are; the watchdog is fed only while they are."""
        return self._line.alive and self._print.alive

    # On the sync thread ---------------------------------------------------------------------

    def _open(self) -> None:
        self._service = self._open_service(self._report)

    def _step(self) -> float:
        return self._service.step()

    def _close(self) -> None:
        self._service.close()

    def _submit(self, submit: Submit) -> None:
        result = self._service.submit(self._completed(submit))
        if isinstance(result, Recorded):
            self._journal.log(Code.ACTION_RECORDED, seq=result.seq)
        self._post(ActionRecorded(submit.draft.visit, result))

    def _completed(self, submit: Submit) -> Draft:
        """With what the flow does not know: who vouches for it, and the box of what was typed."""
        draft, typed = submit.draft, submit.typed
        draft = replace(draft, unverified=self._unverified.mark(draft.visit))
        if typed is None:
            return draft
        return replace(draft, form=self._service.sealer.form(draft.visit, draft.body.verb, typed))

    def _log_in(self, ask: LogIn) -> None:
        answer = self._service.login(ask.visit, ask.municipality, ask.credential)
        if isinstance(answer, LoginAccepted):
            self._unverified.accepted(ask.visit)
        self._post(LoginAnswered(ask.visit, answer))

    def _fetch_mine(self, visit: UUID) -> None:
        found = self._service.mine(visit)
        self._post(MineArrived(visit, None if found is None else found.bookings, found))

    def _fetch_odds(self, ask: FetchOdds) -> None:
        odds = self._service.odds(ask.municipality, ask.month)
        self._post(OddsArrived(ask.visit, ask.month, odds))

    def _fetch_receipt(self, ask: FetchReceipt) -> None:
        told = self._service.receipt(ask.number)
        here = self._service.numbered(ask.number)
        self._post(ReceiptArrived(ask.visit, ask.number, told, here))

    def _keep_form(self, wanted: KeepUnfinished) -> None:
        kept = self._service.keep_form(wanted.municipality, wanted.form, wanted.replaces)
        self._post(KeepAnswered(wanted.visit, kept))

    def _resume_form(self, wanted: ResumeUnfinished) -> None:
        found = self._service.resume_form(wanted.municipality, wanted.verb, wanted.code)
        self._post(ResumeAnswered(wanted.visit, found))

    def _with_staff(self, effect: CallStaff | CheckUp | FetchRecent | MarkClosed) -> None:
        match effect:
            case CallStaff():
                self._call_staff(effect)
            case CheckUp(visit):
                self._check_up(visit)
            case FetchRecent(visit):
                self._post(RecentArrived(visit, self._service.recent()))
            case MarkClosed(why):
                self._mark_closed(why)

    def _call_staff(self, call: CallStaff) -> None:
        told = self._service.call_staff(wanted=call.wanted)
        if call.wanted:
            self._post(CallAnswered(call.visit, told))

    def _check_up(self, visit: UUID) -> None:
        line_up, sound = self._service.check_up()
        self._post(CheckedUp(visit, line_up, sound))

    def _mark_closed(self, why: str) -> None:
        """A disk that takes nothing is told of; until the next start the terminal stays closed."""
        try:
            self._closed.write(why)
        except OSError as cause:
            self._journal.log(Code.FAULT, error=f"closed: {cause.strerror}")

    def _intake_failed(self) -> None:
        self._post(IntakeChanged("damaged"))

    def _report(self, report: Report) -> None:
        if isinstance(report, FaultFound):
            self._journal.log(Code.FAULT, error=report.line)
            return
        self._note(report)
        self._post(_event(report))

    def _note(self, report: Happening) -> None:
        match report:
            case LineReported(up):
                self._journal.log(Code.LINE, up=up)
            case IntakeReported(why):
                self._journal.log(Code.INTAKE, why=why)
            case PolicyTaken(municipality, digest):
                self._journal.log(Code.POLICY, municipality=municipality.id, digest=digest)
            case ClockReported(wrong, off_ms):
                self._journal.log(Code.CLOCK, wrong=wrong, off_ms=off_ms)
            case VerdictArrived(_, verdict):
                self._journal.log(Code.ACTION_SETTLED, seq=verdict.seq, verdict=verdict.verdict)
            case AnswerDelayed(_, _, unknown):
                self._journal.log(Code.ACTION_DELAYED, unknown=unknown)
            case SnapshotTaken() | UnsentChanged():
                pass

    # On the printer's thread ----------------------------------------------------------------

    def _ask_printer(self) -> float:
        status = self._printer.status()
        if status is not self._printer_status:
            self._printer_status = status
            self._journal.log(Code.PRINTER, status=status)
            self._post(PrinterStatusChanged(status))
        return ROUND_S

    def _print_ticket(self, wanted: PrintTicket) -> None:
        outcome = self._printer.print(self._picture(wanted.ticket, wanted.paper))
        self._journal.log(Code.PRINTER, status=type(outcome).__name__)
        self._post(TicketDone(wanted.visit, outcome))


def _event(report: Happening) -> Event:
    event: Event
    match report:
        case LineReported(up):
            event = LineChanged(up)
        case VerdictArrived(visit, verdict):
            event = ActionSettled(visit, verdict)
        case AnswerDelayed(visit, action, unknown):
            event = ActionDelayed(visit, action, unknown)
        case SnapshotTaken(snapshot):
            event = SnapshotArrived(snapshot)
        case UnsentChanged(unsent):
            event = UnsentCounted(unsent)
        case IntakeReported(why):
            event = IntakeChanged(why)
        case ClockReported(wrong):
            event = ClockChanged(wrong)
        case PolicyTaken(municipality):
            event = PolicyArrived(municipality)
    return event


def _nothing() -> None:
    """Nothing to do at the start or at the end, or no more than to wake a thread that waits."""
