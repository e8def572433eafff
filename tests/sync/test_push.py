"""Batches: what goes together, and what one that is lost does to the others."""

from uuid import UUID

import pytest

from sync.reports import AnswerDelayed, LineReported, VerdictArrived
from tests.sync.conftest import VISIT
from tests.sync.far_end import problem


@pytest.fixture
def service(terminal):
    return terminal.open()


def dropped(_batch):
    """An answer that the terminal cannot read: the connection ends in the middle."""
    return 200, b"{", {"Content-Length": "5000", "Connection": "close"}


def test_push__goes_before_pull_in_order_and_in_batches(service, terminal, draft, far_end):
    for _ in range(120):
        service.submit(draft())
    sent = []
    far_end.script.extend([lambda batch: sent.append(len(batch.actions))] * 3)
    terminal.drain(service)
    assert sent == [50, 50, 20]
    assert far_end.requests[1:] == [
        *["POST /v1/actions"] * 3,
        "POST /v1/token",
        "GET /v1/availability",
        "POST /v1/state",
    ]
    arrived = [report.verdict.seq for report in terminal.of(VerdictArrived)]
    assert arrived == list(range(1, 121))
    assert terminal.of(AnswerDelayed) == []


def test_batch__ends_with_a_visit(service, terminal, draft, far_end):
    """The centre looks at a password once for the actions of a visit in a batch."""
    for visit, count in enumerate([30, 30, 60, 20], 1):
        for _ in range(count):
            service.submit(draft(visit=UUID(int=visit)))
    sent = []
    far_end.script.extend([lambda batch: sent.append(len(batch.actions))] * 9)
    terminal.drain(service)
    # One of 60 has no end within a batch.
    assert sent == [30, 30, 50, 30]
    assert service._parts.outbox.unsent == 0


def test_lost_batch__of_many_is_sent_again_at_once(service, terminal, draft, far_end):
    for _ in range(170):
        service.submit(draft())
    far_end.script.extend([lambda _: None, dropped, lambda _: None, dropped, dropped])
    waits = [service.step() for _ in range(5)]
    assert waits == [0.0, 0.0, 0.0, 0.0, 0.5]
    assert [report.up for report in terminal.of(LineReported)] == [True, False]
    # Whatever was decided in between, the back-off begins anew.
    terminal.clock.advance(500)
    assert service.step() == 0.0
    far_end.script.extend([dropped, dropped])
    assert [service.step() for _ in range(2)] == [0.0, 0.5]


def test_lost_batch__is_not_sent_again_before_the_centre_wants_it(service, draft, far_end):
    for _ in range(120):
        service.submit(draft())
    busy = problem(500, "failed", **{"Retry-After": "7"})
    far_end.script.extend([lambda _: None, lambda _: busy])
    assert [service.step() for _ in range(2)] == [0.0, 7.0]


def test_batch__says_which_visit_stands_at_the_terminal(terminal, far_end, draft) -> None:
    stands = [VISIT, None]
    terminal.watching = lambda: stands[0]
    service = terminal.open()
    service.submit(draft())
    service.step()
    stands.pop(0)
    service.submit(draft())
    service.step()
    assert far_end.watching == [VISIT, None]
