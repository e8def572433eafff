"""Requests and answers are lost, halved and late: every action ends once, with its one verdict."""

import random  # noqa: TID251 - a failing test prints its seed

import pytest

from sync.link import Patience
from sync.reports import AnswerDelayed, LineReported, SnapshotTaken, VerdictArrived
from tests.support.fault_line import Fault, FaultLine
from tests.sync.conftest import DAY

KEY = ("algo_gym", DAY)
ACTIONS = 200


@pytest.fixture
def line(terminal):
    made = FaultLine(terminal.far_end.port)
    terminal.url = f"http://127.0.0.1:{made.port}"
    terminal.patience = Patience(connect_s=2.0, answer_s=0.5)
    yield made
    made.close()


def test_cut_line__then_restored(terminal, line, draft):
    service = terminal.open()
    terminal.drain(service)
    line.cut()
    wanted = draft()
    service.submit(wanted)
    service.step()
    assert terminal.of(AnswerDelayed) == [AnswerDelayed(wanted.visit, wanted.action, unknown=False)]
    assert terminal.of(SnapshotTaken)[-1].snapshot.occupied(*KEY)
    line.restore()
    service.nudge()
    terminal.drain(service)
    assert len(terminal.of(VerdictArrived)) == 1
    assert [report.up for report in terminal.of(LineReported)] == [True, False, True]


def test_restart_with_the_line_cut__still_shows_what_was_known(terminal, line, draft):
    service = terminal.open()
    terminal.drain(service)
    as_of = terminal.of(SnapshotTaken)[-1].snapshot.as_of
    service.submit(draft())
    terminal.close()
    line.cut()
    terminal.reports.clear()
    terminal.open().step()
    shown = terminal.of(SnapshotTaken)[0].snapshot
    assert as_of is not None
    assert (shown.as_of, len(shown.occupied(*KEY))) == (as_of, 4)


@pytest.mark.parametrize(
    ("fault", "unknown"),
    [(Fault.LOSE_REQUEST, True), (Fault.LOSE_ANSWER, True), (Fault.HALF_ANSWER, True)],
)
def test_fault__delays_and_does_not_double(terminal, line, draft, fault, unknown):
    service = terminal.open()
    terminal.drain(service)
    line.faults.append(fault)
    wanted = draft()
    service.submit(wanted)
    service.step()
    # A lost request looks like a lost answer: what was put on the line may have arrived.
    assert terminal.of(AnswerDelayed) == [AnswerDelayed(wanted.visit, wanted.action, unknown)]
    service.nudge()
    terminal.drain(service)
    assert len(terminal.of(VerdictArrived)) == 1
    assert len(terminal.far_end.verdicts) == 1


def test_late_answer__is_waited_for(terminal, line, draft):
    service = terminal.open()
    terminal.drain(service)
    line.faults.append(Fault.LATE_ANSWER)
    service.submit(draft())
    terminal.drain(service)
    assert terminal.of(AnswerDelayed) == []
    assert len(terminal.of(VerdictArrived)) == 1


def test_lossy_line__loses_and_doubles_nothing(terminal, line, draft):
    seed = random.SystemRandom().randrange(1 << 32)
    chance = random.Random(seed)
    bad = [Fault.LOSE_REQUEST, Fault.LOSE_ANSWER, Fault.HALF_ANSWER]
    line._otherwise = lambda: chance.choice(bad) if chance.random() < 0.2 else Fault.NONE
    service = terminal.open()
    wanted = []
    for number in range(ACTIONS):
        wanted.append(draft())
        service.submit(wanted[-1])
        if number % 3 == 0:
            service.step()
        if number % 50 == 49:
            terminal.close()
            service = terminal.open()
    for _ in range(400):
        terminal.clock.advance(300_000)
        if service.step() == 3.0:
            break
    said = [report.verdict.action for report in terminal.of(VerdictArrived)]
    assert sorted(said) == sorted(draft.action for draft in wanted), seed
    assert sorted(terminal.far_end.verdicts) == list(range(1, ACTIONS + 1)), seed
    late = [report.action for report in terminal.of(AnswerDelayed)]
    assert len(late) == len(set(late)), seed
    assert late, seed
