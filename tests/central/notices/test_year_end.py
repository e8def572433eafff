"""年末年始: the service of an operator stops from one instant to another."""

from datetime import datetime

import pytest
import time_machine

from central.notices.facts import is_stopped
from central.notices.use_cases import post_notice
from rules.calendar import JAPAN
from tests.central.registry.commands import do
from tests.central.world import InProcess

STOPS = datetime(2026, 12, 30, 0, 0, tzinfo=JAPAN)
OPENS = datetime(2027, 1, 4, 9, 0, tzinfo=JAPAN)


@pytest.mark.parametrize(
    ("at", "stopped"),
    [
        (datetime(2026, 12, 29, 23, 59, tzinfo=JAPAN), False),
        (STOPS, True),
        (datetime(2027, 1, 4, 8, 59, tzinfo=JAPAN), True),
        (OPENS, False),
    ],
)
def test_service__of_an_operator_stops_over_the_year_end(
    line: InProcess, at: datetime, stopped: bool
) -> None:
    """KX-5: at the operator that says so, and at no other of the same region."""
    text = {"ja": "年末年始のため停止します"}
    body = post_notice.Body(begins_at=STOPS, ends_at=OPENS, text=text, stops=True)
    assert do(body, "osaka_parks").verdict == "applied"
    with time_machine.travel(at, tick=False):
        assert is_stopped("osaka_parks", at) is stopped
        assert not is_stopped("kumatori", at)
