"""OG-C3: a provisional booking ends where nobody applied formally in time, and no other does."""

from datetime import date

import pytest

from central.booking.models import Booking, BookingStatus
from central.booking.use_cases import lapse_formal
from central.decision import Decision
from tests.central.booking.world import at, booked, check_the_cells, codes, do, ogaki, wish

pytestmark = pytest.mark.usefixtures("line")

MADE, LATE = at("2025-11-01T10:00"), at("2025-11-14T00:00")


@pytest.fixture
def booking(line: object) -> Booking:
    """For a day of which the formal application is due a week before."""
    wanted = wish("suitopia/meeting", "meeting", date(2025, 11, 20), (13, 15))
    return booked(ogaki(), wanted, MADE)


def lapsing(number: str, now=LATE, municipality: str = "ogaki") -> Decision:
    return do(lapse_formal.Body(number=number), municipality, now, "job:lapse_formal")


def test_lapse__frees_the_slot_once(booking: Booking) -> None:
    assert lapsing(booking.number).verdict == "applied"
    booking.refresh_from_db()
    assert booking.state == BookingStatus.LAPSED
    check_the_cells()
    assert codes(lapsing(booking.number)) == {("not_own", "CM-07")}


def test_lapse__not_a_minute_early(booking: Booking) -> None:
    assert codes(lapsing(booking.number, at("2025-11-13T23:59"))) == {("not_due", "")}
    booking.refresh_from_db()
    assert booking.state == BookingStatus.PROVISIONAL
    check_the_cells()


@pytest.mark.parametrize("state", ["applied", "permitted", "confirmed"])
def test_lapse__not_what_was_applied_for_or_waits_for_nothing(booking: Booking, state: str) -> None:
    """It was handed in between the job's list and its command."""
    Booking.objects.update(state=state)
    assert codes(lapsing(booking.number)) == {("not_due", "")}
    assert Booking.objects.get().state == state


@pytest.mark.parametrize("number", ["", "AAAAA-AAAAA", "\x00"])
def test_lapse__of_no_booking(booking: Booking, number: str) -> None:
    assert codes(lapsing(number)) == {("not_own", "CM-07")}


def test_lapse__of_another_municipality(booking: Booking) -> None:
    assert codes(lapsing(booking.number, municipality="ono")) == {("not_own", "CM-07")}
    booking.refresh_from_db()
    assert booking.state == BookingStatus.PROVISIONAL
