"""The whole of sync, over real HTTP, with the far end in a thread."""

from uuid import UUID

from sync.draft import Recorded
from sync.reports import (
    AnswerDelayed,
    IntakeReported,
    LineReported,
    SnapshotTaken,
    UnsentChanged,
    VerdictArrived,
)
from sync.wire import LoginRefused, receipt_number
from tests.sync.conftest import CARD, DAY, NUMBER, PASSWORD

KEY = ("algo_gym", DAY)


def test_action__is_recorded_sent_and_settled_in_one_go(terminal, draft, far_end):
    service = terminal.open()
    wanted = draft()
    recorded = service.submit(wanted)
    number = receipt_number(wanted.action)
    assert recorded == Recorded(wanted.action, 1, number, 1, code=recorded.code)
    assert recorded.code
    terminal.drain(service)
    (settled,) = terminal.of(VerdictArrived)
    assert (settled.visit, settled.verdict.action) == (wanted.visit, wanted.action)
    assert settled.verdict.verdict == "applied"
    assert terminal.of(AnswerDelayed) == []
    assert [report.unsent for report in terminal.of(UnsentChanged)] == [0, 1, 0]
    assert terminal.of(LineReported) == [LineReported(True)]
    assert terminal.of(IntakeReported) == [IntakeReported(None)]


def test_credential__reaches_the_centre_as_it_was_typed(terminal, draft, far_end):
    service = terminal.open()
    box = service.sealer(UUID(int=5), CARD, None, bytearray(PASSWORD.encode()))
    answer = service.login(UUID(int=5), "ono", box)
    assert isinstance(answer, LoginRefused)
    service.submit(draft())
    terminal.drain(service)
    first, second = far_end.credentials
    assert (first.card, first.number, first.password) == (CARD, None, PASSWORD)
    assert (second.card, second.number, second.password) == (CARD, NUMBER, PASSWORD)


def test_snapshot__draws_waiting_cells_over_what_is_known(terminal, draft):
    service = terminal.open()
    service.submit(draft())
    shown = terminal.of(SnapshotTaken)[-1].snapshot
    assert shown.occupied(*KEY) == {(540, 2), (540, 3), (570, 2), (570, 3)}
    terminal.drain(service)
    assert terminal.of(SnapshotTaken)[-1].snapshot.occupied(*KEY) == frozenset()
