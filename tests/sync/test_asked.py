"""What is asked while a resident waits: each answer, and what it says of the line."""

from datetime import date
from uuid import UUID

import pytest

from sync.link import Patience
from sync.reports import LineReported, VerdictArrived
from sync.wire import MyBookings
from tests.sync.far_end import NOW_MS, problem

NOTHING = MyBookings(bookings=(), centre_ms=NOW_MS)


@pytest.fixture
def service(terminal):
    return terminal.open()


def test_login__tells_of_the_line(terminal, far_end):
    terminal.patience = Patience(0.3, 0.3)
    service = terminal.open()
    visit = UUID(int=5)
    box = service.sealer(visit, "04AA", None, bytearray(b"1"))
    assert service.login(visit, "ono", box) == far_end.login_answer
    far_end.close()
    assert service.login(visit, "ono", box) is None
    assert service.mine(visit) is None
    assert [report.up for report in terminal.of(LineReported)] == [True, False]


def test_answered_login__ends_the_back_off(service, terminal, far_end, draft):
    far_end.script.append(lambda _: problem(500))
    service.submit(draft())
    assert service.step() == 0.5
    visit = UUID(int=5)
    service.login(visit, "ono", service.sealer(visit, "04AA", None, bytearray(b"1")))
    terminal.drain(service)
    assert len(terminal.of(VerdictArrived)) == 1


def test_odds__unchanged_are_told_as_before(service, terminal, far_end):
    month = date(2026, 11, 1)
    first = service.odds("kumamoto", month)
    assert (first.municipality, first.month, first.state) == ("kumamoto", month, "none")
    assert service.odds("kumamoto", month) is first
    far_end.etag = '"2"'
    assert service.odds("kumamoto", month) is not first
    far_end.close()
    assert service.odds("kumamoto", month) is None
    assert service.receipt("00000-00000") is None


def test_receipt__is_what_the_centre_says(service, terminal):
    assert service.receipt("00000-00000").state == "unknown"


def test_mine__is_none_where_the_centre_knows_no_visit(service, terminal):
    assert service.mine(UUID(int=1 << 127)) == NOTHING
    assert service.mine(UUID(int=1)) is None
    assert terminal.of(LineReported) == [LineReported(True)]
