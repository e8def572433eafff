"""The one file that asks for time, ids and chance."""

from uuid import UUID

from kiosk.clock import Clock, jitter, new_id, nonce
from rules.calendar import JAPAN


def test_clock__tells_the_time_of_japan() -> None:
    clock = Clock()
    before_ms, now, after_ms = clock.wall_ms(), clock.now(), clock.wall_ms()
    assert now.tzinfo is JAPAN
    assert before_ms <= now.timestamp() * 1000 + 1
    assert now.timestamp() * 1000 - 1 <= after_ms


def test_clock__of_the_boot_never_goes_back_and_names_its_boot() -> None:
    clock = Clock()
    told = [clock.boot_ms() for _ in range(100)]
    assert told == sorted(told)
    assert told[0] > 0
    assert isinstance(clock.boot_id, UUID)
    assert clock == Clock()


def test_ids_and_nonces__never_come_twice() -> None:
    assert len({new_id() for _ in range(1000)}) == 1000
    nonces = {nonce() for _ in range(1000)}
    assert len(nonces) == 1000
    assert all(len(one) >= 16 for one in nonces)


def test_jitter__is_a_part_of_one() -> None:
    told = [jitter() for _ in range(1000)]
    assert all(0 <= one < 1 for one in told)
    assert len(set(told)) > 1
