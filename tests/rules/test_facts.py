from datetime import datetime

from rules.calendar import JAPAN
from tests.rules.worlds import slot


def test_slot__from_and_until_as_instants():
    late = slot(start="22:00", end="24:00")
    assert late.starts_at == datetime(2025, 11, 12, 22, 0, tzinfo=JAPAN)
    assert late.ends_at == datetime(2025, 11, 13, 0, 0, tzinfo=JAPAN)
