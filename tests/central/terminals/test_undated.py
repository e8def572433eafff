"""After its limit, by a clock that nobody can believe: whether it was in time the staff say."""

from datetime import timedelta

import pytest
import time_machine

from central import clock
from central.booking.models import Booking
from central.policies import municipalities
from central.terminals.models import Action
from central.terminals.quarantine import run_body
from central.terminals.sealing import private_keys
from central.terminals.words import asked_lines
from sync.wire import CancelBody, Signed
from tests.central.registry.commands import do
from tests.central.world import NOW, InProcess, Visit, body, enrolled, register
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
    """A booking that can be cancelled until it begins."""
    booked = terminal.verdict(line, visit.act(body())).booking
    assert booked is not None
    return booked.number


def too_late(visit: Visit, number: str) -> Signed:
    """A second too early by a clock that nobody can believe."""
    recorded = clock.millis(START - timedelta(seconds=1))
    return visit.act(CancelBody(number=number), terminal_clock(recorded, trusted=False))


def test_undated__is_for_the_staff_who_take_the_terminals_clock_for_true(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit, number: str
) -> None:
    signed = too_late(visit, number)
    with time_machine.travel(START + timedelta(minutes=30), tick=False):
        verdict = terminal.verdict(line, signed)
        assert (verdict.verdict, verdict.reasons[0].code) == ("parked", "time_unknown")
        assert terminal.verdict(line, signed) == verdict
        kept = Action.objects.get(verdict="parked")
        assert kept.resident is not None, "who is told at the next login"
        shown = dict(asked_lines(kept))["端末での時刻"]
        assert "正しいとは限りません" in shown
        assert Booking.objects.get().state == "confirmed"
        wanted = run_body(kept, municipalities()["ono"], private_keys(), "saw it", clock.now())
        assert do(wanted).verdict == "applied"
    assert Booking.objects.get().state == "cancelled"


def test_undated__with_its_resident_at_the_terminal_is_of_now(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit, number: str
) -> None:
    signed = too_late(visit, number)
    with time_machine.travel(START + timedelta(minutes=30), tick=False):
        verdict = terminal.verdict(line, signed, watching=visit.visit)
    assert (verdict.verdict, verdict.reasons[0].code) == ("rejected", "cancel_too_late")


def test_undated__what_is_refused_for_another_reason_is_refused(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit, number: str
) -> None:
    signed = too_late(visit, number)
    Booking.objects.update(paid=True)
    with time_machine.travel(START + timedelta(minutes=30), tick=False):
        assert terminal.verdict(line, signed).verdict == "rejected"


def test_undated__among_others_stops_none_of_them(
    line: InProcess, terminal: HandMadeTerminal, visit: Visit, number: str
) -> None:
    batch = (visit.act(body(people=3)), too_late(visit, number), visit.act(body()))
    with time_machine.travel(START + timedelta(minutes=30), tick=False):
        verdicts = terminal.send(line, *batch).verdicts
    assert [verdict.seq for verdict in verdicts][-2:] == [verdicts[0].seq + 1, verdicts[0].seq + 2]
    assert verdicts[1].verdict == "parked"
