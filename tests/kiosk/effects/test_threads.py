"""The two threads: what the printer says, how both begin and end, and what if one dies."""

import threading

import pytest

from kiosk import effects as effects_module
from kiosk.devices.ports import NotPrinted, Printed, PrinterStatus, PrintOutcome, Ticket
from kiosk.devices.ticket_printer.simulated import Driver, Settings
from kiosk.messages import (
    ActionDelayed,
    ActionSettled,
    FetchMine,
    IntakeChanged,
    MineArrived,
    PrinterStatusChanged,
    PrintTicket,
    SnapshotArrived,
    Submit,
    TicketDone,
    UnsentCounted,
)
from kiosk.screens.dock.line import Line
from sync.identity import IdentityError
from sync.service import Service
from sync.store import StoreInUseError
from tests.kiosk.effects.desk import PAPER, VISIT, Desk
from tests.support.waiting import wait_until
from tests.sync.far_end import NOW_MS

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
