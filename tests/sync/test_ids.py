"""Ids that grow with time."""

from uuid import RFC_4122, UUID

from sync.wire import ordered_id

NOW_MS = 1_790_000_000_000


def test_ordered_id__is_the_one_of_the_standard() -> None:
    """The example of RFC 9562, appendix A.6."""
    made = ordered_id(0x017F22E279B0, 0xCC3 << 62 | 0x18C4DC0C0C07398F)
    assert made == UUID("017F22E2-79B0-7CC3-98C4-DC0C0C07398F")
    assert (made.version, made.variant) == (7, RFC_4122)


def test_ordered_id__grows_with_time() -> None:
    made = [ordered_id(NOW_MS + step, noise) for step, noise in enumerate((2**74 - 1, 5, 0))]
    assert made == sorted(made)


def test_ordered_id__takes_all_of_the_noise_that_it_has_room_for() -> None:
    assert len({ordered_id(NOW_MS, 1 << bit) for bit in range(74)}) == 74
    assert ordered_id(NOW_MS, 1 << 74) == ordered_id(NOW_MS, 0)
