"""The centre's time as last heard, and when the terminal's own is believed."""

from uuid import UUID

import pytest

from sync.centre_time import DRIFT_MS_MAX, CentreTime, Contact
from sync.reports import ClockReported
from tests.sync.conftest import BOOT
from tests.sync.far_end import NOW_MS


def test_stamp__before_any_contact_is_not_trusted(clock):
    stamp = CentreTime(clock, None).stamp()
    assert (stamp.trusted, stamp.centre_ms, stamp.centre_boot_ms) == (False, None, None)
    assert (stamp.boot_id, stamp.boot_ms, stamp.wall_ms) == (BOOT, 5_000_000, NOW_MS)


@pytest.mark.parametrize("drift", [0, DRIFT_MS_MAX, -DRIFT_MS_MAX])
def test_stamp__is_trusted_where_the_clocks_agree(clock, drift):
    time = CentreTime(clock, None)
    time.learn(NOW_MS + drift)
    clock.advance(3_600_000)
    stamp = time.stamp()
    assert stamp.trusted
    assert (stamp.centre_ms, stamp.centre_boot_ms) == (NOW_MS + drift, 5_000_000)


@pytest.mark.parametrize("jump", [DRIFT_MS_MAX + 1, -DRIFT_MS_MAX - 1, -86_400_000])
def test_stamp__is_not_trusted_after_a_jump_of_the_wall_clock(clock, jump):
    time = CentreTime(clock, None)
    time.learn(NOW_MS)
    clock.wall += jump
    assert not time.stamp().trusted


def test_stamp__of_another_boot_is_not_trusted(clock):
    other = Contact(NOW_MS, UUID(int=1234), 5_000_000)
    stamp = CentreTime(clock, other).stamp()
    assert (stamp.trusted, stamp.centre_ms, stamp.centre_boot_ms) == (False, NOW_MS, None)


def test_restart__in_the_same_boot_goes_on(terminal, clock):
    terminal.open().step()
    terminal.close()
    clock.advance(60_000)
    service = terminal.open()
    assert service._parts.time.stamp().trusted


@pytest.mark.parametrize(("jump", "wrong"), [(0, False), (-DRIFT_MS_MAX, False), (3_600_000, True)])
def test_clock__that_jumped_is_wrong(clock, jump, wrong):
    time = CentreTime(clock, None)
    assert (time.off_ms(), time.is_wrong()) == (None, False)
    time.learn(NOW_MS)
    clock.advance(500_000)
    clock.wall += jump
    assert (time.off_ms(), time.is_wrong()) == (jump, wrong)


def test_clock__of_another_boot_is_wrong_only_before_what_was_told(clock):
    """How long it was off nobody knows: a later time may be right, an earlier one is not."""
    later = Contact(NOW_MS + 3_600_000, UUID(int=1234), 5_000_000)
    assert (CentreTime(clock, later).off_ms(), CentreTime(clock, later).is_wrong()) == (
        -3_600_000,
        True,
    )
    earlier = Contact(NOW_MS - 3_600_000, UUID(int=1234), 5_000_000)
    assert (CentreTime(clock, earlier).off_ms(), CentreTime(clock, earlier).is_wrong()) == (
        None,
        False,
    )


def test_jump__is_told_at_once_and_once(terminal, far_end, clock):
    service = terminal.open()
    service.step()
    clock.advance(3_000)
    clock.wall += 7_200_000
    for _ in range(3):
        clock.advance(3_000)
        service.step()
    # What the centre tells is carried on by the clock that never jumps.
    (told,) = terminal.of(ClockReported)
    assert told.wrong
    assert abs(told.off_ms - 7_200_000) < 60_000
    assert [state.clock_ms > NOW_MS + 7_000_000 for state in far_end.states] == [False, True]
    clock.wall -= 7_200_000
    clock.advance(3_000)
    service.step()
    assert [one.wrong for one in terminal.of(ClockReported)] == [True, False]
