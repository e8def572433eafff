"""Cells of a cancelled win are kept back until their time (release_cells)."""

from datetime import date

import pytest

from central.booking.models import Booking, Cell
from central.booking.use_cases import cancel
from tests.central.booking.world import (
    at,
    booked,
    check_the_cells,
    codes,
    do,
    kumatori,
    make,
    run_jobs,
    wish,
)

pytestmark = pytest.mark.usefixtures("line")

ROOM = ("kumatori/gym", "badminton", date(2026, 9, 17))
NOW = at("2026-09-10T10:00")


@pytest.mark.parametrize(
    ("cancelled_at", "released_at"),
    [("2026-09-12T18:00", "2026-09-13T12:00"), ("2026-09-12T18:01", "2026-09-14T12:00")],
)
def test_win__that_is_cancelled_is_free_at_noon_of_a_later_day(
    cancelled_at: str, released_at: str
) -> None:
    """KX-4: until then others see it taken, on the board and when they book."""
    resident, other = kumatori(), kumatori("90000002")
    booking = booked(resident, wish(*ROOM, (10, 12)), NOW)
    Booking.objects.update(won=True)
    assert _cancel(booking, at(cancelled_at)).verdict == "applied"
    booking.refresh_from_db()
    assert (booking.state, booking.released_at) == ("cancelled", at(released_at))
    assert Cell.objects.exists()
    check_the_cells()
    assert run_jobs("kumatori", at(released_at).replace(hour=11, minute=59)) == []
    assert run_jobs("kumatori", at(released_at)) == [("release_cells", "applied")]
    assert run_jobs("kumatori", at(released_at)) == []
    booking.refresh_from_db()
    assert booking.changed_at == at(released_at)
    assert not Cell.objects.exists()
    assert make(other, wish(*ROOM, (10, 12)), "kumatori", at(released_at)).verdict == "applied"
    check_the_cells()


def test_booking__that_no_draw_gave_is_free_at_once() -> None:
    """KX-4."""
    booking = booked(kumatori(), wish(*ROOM, (10, 12)), NOW)
    assert _cancel(booking, NOW).verdict == "applied"
    assert not Cell.objects.exists()
    assert codes(_cancel(booking, NOW)) == {("not_own", "CM-07")}


def _cancel(booking: Booking, now):
    body = cancel.Body(
        resident=booking.resident_id, channel="desk", number=booking.number, recorded_at=now
    )
    return do(body, "kumatori", now)
