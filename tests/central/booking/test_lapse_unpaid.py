"""ON-31: what is not paid when it begins is a no-show; what was paid or is free never is."""

from datetime import date

import pytest

from central.booking.models import Booking, BookingStatus
from central.booking.use_cases import lapse_unpaid
from central.decision import Decision
from central.registry.models import Resident
from tests.central.booking.world import (
    at,
    booked,
    check_the_cells,
    codes,
    do,
    kumamoto,
    paid,
    wish,
)
from tests.central.world import NOW, register

pytestmark = pytest.mark.usefixtures("line")

BEGINS = at("2026-09-17T18:00")
NOT_DUE, NOT_OWN = {("not_due", "")}, {("not_own", "CM-07")}


@pytest.fixture
def booking(line: object) -> Booking:
    wanted = wish("argo/arena", "badminton", date(2026, 9, 17), (18, 20), people=4)
    return booked(register(), wanted, NOW)


def lapsing(number: str, now=BEGINS, municipality: str = "ono") -> Decision:
    return do(lapse_unpaid.Body(number=number), municipality, now, "job:lapse_unpaid")


def test_no_show__is_counted_once(booking: Booking) -> None:
    """ON-31, ON-34"""
    assert lapsing(booking.number).verdict == "applied"
    assert codes(lapsing(booking.number)) == NOT_OWN
    booking.refresh_from_db()
    assert booking.state == BookingStatus.NO_SHOW
    assert Resident.objects.get().no_shows == 1
    check_the_cells()


def test_no_show__not_a_minute_early(booking: Booking) -> None:
    assert codes(lapsing(booking.number, at("2026-09-17T17:59"))) == NOT_DUE
    assert Resident.objects.get().no_shows == 0


def test_no_show__not_once_it_is_paid(booking: Booking) -> None:
    """Somebody paid between the job's list and its command."""
    paid(booking, BEGINS)
    assert codes(lapsing(booking.number)) == NOT_DUE
    booking.refresh_from_db()
    assert (booking.state, Resident.objects.get().no_shows) == (BookingStatus.CONFIRMED, 0)


def test_no_show__not_of_what_costs_nothing(booking: Booking) -> None:
    Booking.objects.update(fee=0)
    assert codes(lapsing(booking.number)) == NOT_DUE


def test_unpaid__stands_where_it_is_owed(line: object) -> None:
    """KM-68"""
    wanted = wish("paid/joyama/tennis", "tennis", date(2025, 11, 20), (13, 15))
    owed = booked(kumamoto(), wanted, at("2025-11-01T10:00"))
    assert codes(lapsing(owed.number, at("2025-12-31T00:00"), "kumamoto")) == NOT_DUE


@pytest.mark.parametrize("number", ["", "AAAAA-AAAAA", "\x00"])
def test_lapse__of_no_booking(booking: Booking, number: str) -> None:
    assert codes(lapsing(number)) == NOT_OWN


def test_lapse__of_another_municipality(booking: Booking) -> None:
    assert codes(lapsing(booking.number, municipality="ogaki")) == NOT_OWN
    assert Resident.objects.get().no_shows == 0
