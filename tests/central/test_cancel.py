from datetime import timedelta

import pytest
import time_machine

from central import clock
from central.booking.models import Booking, Cell
from sync.wire import CancelBody, receipt_number
from tests.central.world import DAY, NOW, InProcess, Visit, body, enrolled, register
from tests.support.terminal import HandMadeTerminal
from tests.support.terminal import clock as terminal_clock

START = NOW + timedelta(days=7, hours=8)


@pytest.fixture
def terminal(line: InProcess) -> HandMadeTerminal:
    return enrolled(line)


@pytest.fixture
def visit(line: InProcess, terminal: HandMadeTerminal) -> Visit:
    register()
    return Visit.logged_in(line, terminal)


@pytest.fixture
def number(line: InProcess, terminal: HandMadeTerminal, visit: Visit) -> str:
    assert START.date() == DAY
    return terminal.verdict(line, visit.act(body(courts=6))).booking.number


def test_cancel__frees_the_cells_at_once(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit, number: str
) -> None:
    verdict = terminal.verdict(line, visit.act(CancelBody(number=number)))
    assert (verdict.verdict, verdict.booking.state) == ("applied", "cancelled")
    assert verdict.outcome["refund_percent"] == 100
    assert not Cell.objects.exists()
    assert Booking.objects.get().cells != []
    assert terminal.verdict(line, visit.act(body(courts=6))).verdict == "applied"


def test_cancel__a_booking_that_travels_in_the_same_batch(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit
) -> None:
    envelope = terminal.envelope(body(), visit.visit, visit.box)
    book = visit.act(body(), action=envelope.action)
    cancel = visit.act(CancelBody(number=receipt_number(envelope.action)))
    verdicts = terminal.send(line, book, cancel).verdicts
    assert [verdict.verdict for verdict in verdicts] == ["applied", "applied"]


def test_cancel__once_only(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit, number: str
) -> None:
    terminal.verdict(line, visit.act(CancelBody(number=number)))
    again = terminal.verdict(line, visit.act(CancelBody(number=number)))
    assert (again.verdict, again.reasons[0].rule) == ("rejected", "CM-07")


@pytest.mark.parametrize("known", [True, False])
def test_cancel__anothers_number_and_one_that_never_was_look_alike(
    line: InProcess, terminal: HandMadeTerminal, number: str, known: bool
) -> None:
    register(number="90000002", card="04BB")
    stranger = Visit.logged_in(line, terminal, card="04BB")
    wanted = number if known else "00000-00000"
    verdict = terminal.verdict(line, stranger.act(CancelBody(number=wanted)))
    assert (verdict.verdict, verdict.reasons[0].code) == ("rejected", "not_own")
    assert Booking.objects.get().state == "confirmed"


def test_cancel__a_paid_booking_goes_to_the_desk(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit, number: str
) -> None:
    Booking.objects.update(paid=True)
    verdict = terminal.verdict(line, visit.act(CancelBody(number=number)))
    assert verdict.reasons[0].rule == "ON-03"


@pytest.mark.parametrize(
    ("recorded_before_s", "trusted", "verdict"),
    [(1, True, "applied"), (0, True, "rejected"), (1, False, "parked")],
)
def test_cancel__the_deadline_counts_when_it_was_recorded(  # noqa: PLR0917 - fixtures and a table
    line: InProcess,
    terminal: HandMadeTerminal,
    visit: Visit,
    number: str,
    recorded_before_s: int,
    trusted: bool,
    verdict: str,
) -> None:
    recorded = clock.millis(START - timedelta(seconds=recorded_before_s))
    signed = visit.act(CancelBody(number=number), terminal_clock(recorded, trusted=trusted))
    with time_machine.travel(START + timedelta(minutes=30), tick=False):
        assert terminal.verdict(line, signed).verdict == verdict


def test_cancel__a_clock_ahead_gains_nothing(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit, number: str
) -> None:
    ahead = terminal_clock(clock.millis(START + timedelta(days=1)))
    assert terminal.verdict(line, visit.act(CancelBody(number=number), ahead)).verdict == "applied"
