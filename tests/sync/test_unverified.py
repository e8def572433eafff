"""Actions of a card or number that nobody has vouched for: counted by day, in the outbox."""

import pytest

from sync.draft import IntakeStopped, Recorded
from sync.outbox import Limits
from sync.sealer import Sealer
from tests.sync.conftest import CARD, NUMBER

FULL = IntakeStopped("unverified")
LIMITS = Limits(free_bytes_min=0, unverified_max=2)
DAY_MS = 24 * 3_600_000


@pytest.fixture
def leave(draft, clock):
    return lambda box, mark: box.put(draft(unverified=mark), clock.stamp())


def test_put__of_one_mark_ends_at_the_limit_and_others_go_on(outbox, leave):
    box = outbox(limits=LIMITS)
    assert all(isinstance(leave(box, 7), Recorded) for _ in range(2))
    assert leave(box, 7) == FULL
    assert isinstance(leave(box, 8), Recorded)
    assert isinstance(leave(box, None), Recorded)
    assert box.unsent == 4


def test_put__counts_on_after_a_restart_and_anew_the_next_day(outbox, leave, clock):
    box = outbox(limits=LIMITS)
    leave(box, 7), leave(box, 7)
    box.close()
    box = outbox(limits=LIMITS)
    assert leave(box, 7) == FULL
    clock.advance(DAY_MS)
    assert isinstance(leave(box, 7), Recorded)


def test_put__counts_a_repeated_action_once(outbox, draft, clock):
    box, wanted = outbox(limits=LIMITS), draft(unverified=7)
    assert box.put(wanted, clock.stamp()) == box.put(wanted, clock.stamp())
    assert isinstance(box.put(draft(unverified=7), clock.stamp()), Recorded)


def test_mark__is_of_this_terminal_and_names_nobody(identity):
    mark = Sealer(identity).mark
    assert mark(CARD) == mark(CARD) != mark(NUMBER)
    assert {mark(f"{number:08}") for number in range(1_000)} < set(range(1 << 16))
