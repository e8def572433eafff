"""Effects on their two threads: a real outbox, a far end that signs and seals, a printer."""

import io
import itertools
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image

from kiosk import effects as effects_module
from kiosk.devices.ports import (
    NotPrinted,
    Printed,
    PrinterStatus,
    PrintOutcome,
    Ticket,
    TicketPrinter,
)
from kiosk.devices.ticket_printer.simulated import Driver, Settings
from kiosk.devices.ticket_printer.ticket import Paper
from kiosk.effects import Effects
from kiosk.journal import Journal
from kiosk.messages import (
    ActionDelayed,
    ActionRecorded,
    ActionSettled,
    Event,
    FetchMine,
    IntakeChanged,
    LineChanged,
    LogIn,
    LoginAnswered,
    LoginSubject,
    MineArrived,
    PrinterStatusChanged,
    PrintTicket,
    SnapshotArrived,
    Submit,
    TicketDone,
    UnsentCounted,
)
from kiosk.screens.dock.line import Line
from sync.draft import Draft, IntakeStopped, Recorded
from sync.enrolment import enrol
from sync.identity import Identity, IdentityError
from sync.link import Http
from sync.outbox import Limits
from sync.reports import Report
from sync.sealer import Sealer
from sync.service import Chance, Service
from sync.service import Settings as ServiceSettings
from sync.store import StoreInUseError
from sync.wire import BookBody, LoginRefused, Sealed
from tests.support.waiting import wait_until
from tests.sync.conftest import (
    CARD,
    DAY,
    NUMBER,
    PASSWORD,
    PATIENCE,
    ROOMY,
    SESSION,
    FakeClock,
    half_hours,
)
from tests.sync.far_end import NOW_MS, FarEnd, problem

#: The far end knows the visits that do not begin with a nought.
VISIT = UUID("99999999-0000-4000-8000-000000000000")
UNKNOWN_VISIT = UUID(int=1)
PAPER = Paper("予約票", "アルゴ", "予約番号", "AAAAA-BBBBB", (), (), "", "", qr="x:AAAAA-BBBBB")


@dataclass
class Desk:
    """A terminal without a window: what is posted is kept in order."""

    state: Path
    url: str
    identity: Identity
    printer: TicketPrinter = field(default_factory=lambda: Driver(Settings()))
    service: type[Service] = Service
    limits: Limits = ROOMY
    jitter: float = 0.5
    events: list[Event] = field(default_factory=list)
    stream: io.StringIO = field(default_factory=io.StringIO)
    made: list[Effects] = field(default_factory=list)

    def effects(self) -> Effects:
        return Effects(
            open_service=self._open,
            printer=self.printer,
            picture=lambda name, paper: Ticket(name, Image.new("1", (576, 99), 1), paper.qr),
            post=self.events.append,
            journal=Journal(lambda: NOW_MS, self.stream),
        )

    def start(self) -> Effects:
        one = self.effects()
        one.start()
        self.made.append(one)
        return one

    def draft(self, action: int = 1, visit: UUID = VISIT) -> Draft:
        return Draft(
            action=UUID(int=action),
            visit=visit,
            municipality="ono",
            body=BookBody(
                facility="algo_gym",
                sport="badminton",
                courts=1,
                people=4,
                day=DAY,
                start_minute=540,
                end_minute=600,
            ),
            credential=self.credential(visit),
        )

    def credential(self, visit: UUID = VISIT) -> Sealed:
        return Sealer(self.identity)(visit, CARD, NUMBER, bytearray(PASSWORD.encode()))

    def of(self, *kinds: type[Event]) -> list[Event]:
        return [event for event in self.events if isinstance(event, kinds)]

    def wait_for(self, kind: type[Event], count: int = 1) -> list[Event]:
        wait_until(lambda: len(self.of(kind)) >= count, f"{count} {kind.__name__}")
        return self.of(kind)

    @property
    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.stream.getvalue().splitlines()]

    def codes(self) -> list[object]:
        return [line["code"] for line in self.lines]

    def _open(self, report: Callable[[Report], None]) -> Service:
        nonces = itertools.count()
        settings = ServiceSettings(
            self.state, self.url, SESSION, half_hours, limits=self.limits, patience=PATIENCE
        )
        chance = Chance(lambda: self.jitter, lambda: f"nonce-{next(nonces):020}")
        return self.service.open(settings, FakeClock(), chance, report)


@pytest.fixture
def far_end() -> Iterator[FarEnd]:
    server = FarEnd()
    yield server
    server.close()


@pytest.fixture
def line(far_end: FarEnd) -> Iterator[Line]:
    cable = Line(far_end.port)
    yield cable
    cable.close()


@pytest.fixture
def desk(tmp_path: Path, line: Line) -> Iterator[Desk]:
    url = f"http://127.0.0.1:{line.port}"
    http = Http(url, PATIENCE)
    identity = enrol(tmp_path / "state", http, "ABCD-EFGH")
    http.close()
    assert isinstance(identity, Identity)
    made = Desk(tmp_path / "state", url, identity)
    yield made
    for one in made.made:
        one.stop()


# An action ------------------------------------------------------------------------------------


def test_submit__is_recorded_and_then_settled(desk: Desk) -> None:
    desk.start().carry_out(Submit(desk.draft()))
    desk.wait_for(ActionSettled)
    recorded, settled = desk.of(ActionRecorded, ActionSettled, ActionDelayed)
    assert isinstance(recorded, ActionRecorded)
    assert isinstance(settled, ActionSettled)
    assert recorded.visit == settled.visit == VISIT
    assert isinstance(recorded.result, Recorded)
    assert recorded.result.action == settled.verdict.action == UUID(int=1)
    assert settled.verdict.verdict == "applied"
    assert [event.unsent for event in desk.of(UnsentCounted)] == [0, 1, 0]
    assert [one for one in desk.codes() if str(one).startswith("action")] == [
        "action_recorded",
        "action_settled",
    ]


def test_submit__with_the_line_cut_is_delayed_and_settled_when_it_is_back(
    desk: Desk, line: Line
) -> None:
    line.cut()
    effects = desk.start()
    effects.carry_out(Submit(desk.draft()))
    assert desk.wait_for(ActionDelayed) == [ActionDelayed(VISIT, UUID(int=1), unknown=False)]
    assert [type(e) for e in desk.of(ActionRecorded, ActionDelayed)] == [
        ActionRecorded,
        ActionDelayed,
    ]
    assert desk.of(LineChanged) == [LineChanged(up=False)]
    line.restore()
    effects.nudge()
    desk.wait_for(ActionSettled)
    desk.wait_for(LineChanged, 2)
    assert desk.of(LineChanged) == [LineChanged(up=False), LineChanged(up=True)]
    assert len(desk.of(ActionDelayed)) == len(desk.of(ActionSettled)) == 1


def test_submit__that_the_centre_may_have_done_is_delayed_as_unknown(
    desk: Desk, far_end: FarEnd
) -> None:
    far_end.script.append(lambda _batch: problem(500))
    desk.start().carry_out(Submit(desk.draft()))
    assert desk.wait_for(ActionDelayed) == [ActionDelayed(VISIT, UUID(int=1), unknown=True)]


def test_submit__that_cannot_be_recorded_says_so_and_no_more(desk: Desk) -> None:
    desk.limits = Limits(unsent_max=0, free_bytes_min=0)
    effects = desk.start()
    effects.carry_out(Submit(desk.draft()))
    effects.carry_out(FetchMine(VISIT))
    desk.wait_for(MineArrived)
    assert desk.of(ActionRecorded, ActionSettled, ActionDelayed) == [
        ActionRecorded(VISIT, IntakeStopped("full"))
    ]
    assert desk.of(IntakeChanged) == [IntakeChanged("full")]
    assert "action_recorded" not in desk.codes()


def test_submit__each_of_several_is_answered_once_and_in_order(desk: Desk) -> None:
    effects = desk.start()
    for number in range(1, 6):
        effects.carry_out(Submit(desk.draft(number, UUID(int=number))))
    desk.wait_for(ActionSettled, 5)
    effects.stop()
    for kind in (ActionRecorded, ActionSettled):
        assert [event.visit for event in desk.of(kind)] == [UUID(int=n) for n in range(1, 6)]
    assert desk.of(ActionDelayed) == []


# One answer each ------------------------------------------------------------------------------


def test_login__is_answered_once(desk: Desk) -> None:
    effects = desk.start()
    effects.carry_out(LogIn(VISIT, "ono", desk.credential()))
    desk.wait_for(LoginAnswered)
    effects.stop()
    refused = LoginRefused(code="credential", centre_ms=NOW_MS)
    assert desk.of(LoginAnswered) == [LoginAnswered(VISIT, refused)]


def test_login__nobody_can_be_reached(desk: Desk, line: Line) -> None:
    line.cut()
    effects = desk.start()
    effects.carry_out(LogIn(VISIT, "ono", desk.credential()))
    desk.wait_for(LoginAnswered)
    effects.stop()
    assert desk.of(LoginAnswered) == [LoginAnswered(VISIT, None)]


def test_mine__is_answered_once_for_each_visit(desk: Desk) -> None:
    effects = desk.start()
    effects.carry_out(FetchMine(VISIT))
    effects.carry_out(FetchMine(UNKNOWN_VISIT))
    desk.wait_for(MineArrived, 2)
    effects.stop()
    assert desk.of(MineArrived) == [MineArrived(VISIT, ()), MineArrived(UNKNOWN_VISIT, None)]


def test_seal__what_was_typed_is_opened_by_the_far_end_alone(desk: Desk, far_end: FarEnd) -> None:
    effects = desk.start()
    sealed = effects.seal(LoginSubject(VISIT, CARD, None), bytearray(PASSWORD.encode()))
    assert sealed is not None
    assert PASSWORD not in repr(sealed)
    effects.carry_out(LogIn(VISIT, "ono", sealed))
    desk.wait_for(LoginAnswered)
    (read,) = far_end.credentials
    assert (read.card, read.number, read.password) == (CARD, None, PASSWORD)


def test_journal__of_a_whole_visit_names_nobody(desk: Desk) -> None:
    effects = desk.start()
    effects.carry_out(LogIn(VISIT, "ono", desk.credential()))
    effects.carry_out(Submit(desk.draft()))
    effects.carry_out(PrintTicket(VISIT, "ticket-1", PAPER))
    desk.wait_for(ActionSettled)
    desk.wait_for(TicketDone)
    effects.stop()
    personal = (CARD, NUMBER, PASSWORD, PAPER.number, str(VISIT), str(UUID(int=1)))
    assert [word for word in personal if word in desk.stream.getvalue()] == []


# The printer ----------------------------------------------------------------------------------


def test_print__is_answered_once_for_each_ticket(desk: Desk) -> None:
    printer = Driver(Settings())
    desk.printer = printer
    effects = desk.start()
    effects.carry_out(PrintTicket(VISIT, "ticket-1", PAPER))
    desk.wait_for(TicketDone)
    printer.handle.status = PrinterStatus.PAPER_OUT
    effects.carry_out(PrintTicket(VISIT, "ticket-2", PAPER))
    desk.wait_for(TicketDone, 2)
    effects.stop()
    assert desk.of(TicketDone) == [
        TicketDone(VISIT, Printed("ticket-1")),
        TicketDone(VISIT, NotPrinted("ticket-2", PrinterStatus.PAPER_OUT)),
    ]
    assert [(ticket.ticket, ticket.qr) for ticket in printer.handle.tickets] == [
        ("ticket-1", PAPER.qr)
    ]


class Asked(Driver):
    """Counts how often it was asked for its status."""

    times = 0

    def status(self) -> PrinterStatus:
        self.times += 1
        return super().status()


def test_printer__its_status_is_posted_when_it_changes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(effects_module, "ROUND_S", 0.01)
    printer = Asked(Settings())
    desk.printer = printer
    effects = desk.start()
    for status in (PrinterStatus.READY, PrinterStatus.PAPER_OUT, PrinterStatus.READY):
        printer.handle.status = status
        before = printer.times
        wait_until(lambda before=before: printer.times > before + 3, "asked again and again")
    effects.stop()
    assert desk.of(PrinterStatusChanged) == [
        PrinterStatusChanged(PrinterStatus.READY),
        PrinterStatusChanged(PrinterStatus.PAPER_OUT),
        PrinterStatusChanged(PrinterStatus.READY),
    ]


class Broken(Driver):
    def print(self, ticket: Ticket) -> PrintOutcome:
        raise ZeroDivisionError


def test_printer__its_thread_dies_and_the_other_goes_on(desk: Desk) -> None:
    desk.printer = Broken(Settings())
    effects = desk.start()
    assert effects.alive
    effects.carry_out(PrintTicket(VISIT, "ticket-1", PAPER))
    wait_until(lambda: not effects.alive, "the watchdog is not fed")
    died = {"code": "thread_failed", "thread": "printer", "error": "ZeroDivisionError"}
    assert {"at_ms": NOW_MS, **died} in desk.lines
    effects.carry_out(FetchMine(VISIT))
    desk.wait_for(MineArrived)
    assert desk.of(IntakeChanged) == [IntakeChanged(None)]


class Stuck(Driver):
    """Says nothing until it is let go."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.let_go = threading.Event()

    def print(self, ticket: Ticket) -> PrintOutcome:
        self.let_go.wait()
        return super().print(ticket)


def test_printer__that_hangs_starves_the_watchdog(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(effects_module, "ROUND_S", 0.01)
    monkeypatch.setattr(effects_module, "SILENCE_MAX_S", 1.0)
    printer = Stuck(Settings())
    desk.printer = printer
    effects = desk.start()
    try:
        effects.carry_out(PrintTicket(VISIT, "ticket-1", PAPER))
        wait_until(lambda: not effects.alive, "the watchdog is not fed")
        assert "thread_failed" not in desk.codes()
    finally:
        printer.let_go.set()
    wait_until(lambda: effects.alive, "it came round")


# Begin and end --------------------------------------------------------------------------------


def test_start__tells_what_lies_on_disk_before_anything_is_asked(desk: Desk, line: Line) -> None:
    line.cut()
    effects = desk.start()
    effects.carry_out(Submit(desk.draft()))
    desk.wait_for(ActionDelayed)
    effects.stop()
    desk.events.clear()
    desk.start()
    desk.wait_for(IntakeChanged)
    kinds = [type(event) for event in desk.events[:3]]
    assert kinds == [SnapshotArrived, UnsentCounted, IntakeChanged]
    assert desk.events[1:3] == [UnsentCounted(1), IntakeChanged(None)]


def test_start__not_enrolled(desk: Desk) -> None:
    desk.identity.file.unlink()
    effects = desk.effects()
    with pytest.raises(IdentityError, match=r"identity\.json: missing"):
        effects.start()
    assert not effects.alive
    assert desk.events == []


def test_start__while_another_has_the_files(desk: Desk) -> None:
    first = desk.start()
    with pytest.raises(StoreInUseError, match=r"outbox\.db"):
        desk.effects().start()
    first.carry_out(Submit(desk.draft()))
    desk.wait_for(ActionSettled)


def test_start__with_a_damaged_outbox_is_a_line_in_the_journal(desk: Desk) -> None:
    (desk.state / "outbox.db").write_bytes(b"not what was written" * 100)
    effects = desk.start()
    effects.carry_out(FetchMine(VISIT))
    desk.wait_for(MineArrived)
    (fault,) = (line for line in desk.lines if line["code"] == "fault")
    assert "outbox.db" in str(fault["error"])
    assert list(desk.state.glob("outbox*damaged*"))


def running() -> set[str]:
    return {thread.name for thread in threading.enumerate()}


def test_stop__ends_both_threads_and_gives_the_files_back(desk: Desk) -> None:
    effects = desk.start()
    assert running() >= {"sync", "printer"}
    effects.stop()
    assert running() & {"sync", "printer"} == set()
    assert not effects.alive
    desk.start()


def test_stop__while_there_is_something_to_send(desk: Desk, line: Line) -> None:
    desk.jitter = 0.0  # it tries again at once, and again
    line.cut()
    effects = desk.start()
    effects.carry_out(Submit(desk.draft()))
    desk.wait_for(ActionDelayed)
    effects.stop()
    assert "thread_failed" not in desk.codes()
    assert desk.of(IntakeChanged) == [IntakeChanged(None)]
    # What was recorded is there at the next start.
    desk.jitter = 0.5
    line.restore()
    desk.start()
    desk.wait_for(ActionSettled)


class Failing(Service):
    def step(self) -> float:
        raise ZeroDivisionError


def test_sync__its_thread_dies_and_intake_stops(desk: Desk) -> None:
    desk.service = Failing
    effects = desk.start()
    desk.wait_for(IntakeChanged, 2)
    wait_until(lambda: not effects.alive, "the watchdog is not fed")
    assert desk.of(IntakeChanged) == [IntakeChanged(None), IntakeChanged("damaged")]
    died = {"code": "thread_failed", "thread": "sync", "error": "ZeroDivisionError"}
    assert {"at_ms": NOW_MS, **died} in desk.lines
    # Whoever stands there still gets a ticket.
    effects.carry_out(PrintTicket(VISIT, "ticket-1", PAPER))
    desk.wait_for(TicketDone)
