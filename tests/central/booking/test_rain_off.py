"""Rooms that are closed for some hours, and whom it hits (rain_off)."""

from datetime import date

import pytest

from central import clock
from central.booking.models import Booking
from central.booking.use_cases import book, rain_off
from central.booking.use_cases.availability import availability
from central.money.models import Charge
from central.notices.models import RoomNotice
from central.policies import municipalities
from tests.central.booking.world import (
    at,
    booked,
    check_the_cells,
    codes,
    do,
    kumamoto,
    make,
    ogaki,
    paid,
    wish,
)
from tests.central.money.world import check_the_books
from tests.central.world import register

pytestmark = pytest.mark.usefixtures("line")

DAY = date(2025, 11, 10)
TENNIS = ("paid/joyama/tennis", "tennis", DAY)
NOW, ON_THE_DAY = at("2025-11-01T10:00"), at("2025-11-10T12:00")


def rain(hours, scope=TENNIS[0], municipality="kumamoto", day=DAY, now=ON_THE_DAY, **changes):
    start, end = (int(hour * 60) for hour in hours)
    told = {"scope": scope, "day": day, "start_minute": start, "end_minute": end}
    body = rain_off.Body(**told | {"reason": "weather", "text": "雨天中止"} | changes)
    return do(body, municipality, now)


@pytest.mark.parametrize("method", ["cash", "debit"])
def test_rain__an_hour_of_three_is_not_charged(method: str) -> None:
    """KM-90: of a debit two thirds are debited, of cash a third is given back."""
    booking = booked(kumamoto(method=method), wish(*TENNIS, (13, 16)), NOW)
    if method == "cash":
        paid(booking, NOW)
    decision = rain((15, 18))
    back = 750 if method == "cash" else 0
    assert decision.outcome == {
        "cancelled": "",
        "reduced": booking.number,
        "left": "",
        "back_yen": back,
        "backs": f"{booking.number}={back}" if back else "",
    }
    booking.refresh_from_db()
    assert (booking.state, booking.end_minute, booking.fee) == ("confirmed", 15 * 60, 1500)
    assert (Charge.objects.get().yen, Charge.objects.get().method) == (1500, method)
    check_the_cells()
    check_the_books()


def test_rain__an_hour_in_the_middle_leaves_the_slot_and_takes_its_fee_once() -> None:
    """KM-90."""
    booking = booked(kumamoto(), wish(*TENNIS, (13, 16)), NOW)
    rain((14, 15))
    rain((14, 15))
    booking.refresh_from_db()
    assert (booking.start_minute, booking.end_minute) == (13 * 60, 16 * 60)
    assert booking.fee == Charge.objects.get().yen == 1500
    check_the_cells()


def test_rain__an_hour_of_a_school_is_not_charged() -> None:
    """KM-90 goes before KM-78: a school is not changed, but what the weather took is not paid."""
    time = {"start_minute": 19 * 60 + 30, "end_minute": 21 * 60 + 30}
    school = wish("school/elementary_a/gym", "badminton", date(2025, 11, 20), (0, 0), **time)
    resident = kumamoto(type="group")
    body = book.Body(resident=resident.id, channel="web", wish=school)
    booking = do(body, "kumamoto", NOW).booking
    before = booking.fee
    decision = rain((20.5, 22), school.facility, day=school.day, now=at("2025-11-20T12:00"))
    assert (decision.outcome["reduced"], decision.outcome["left"]) == (booking.number, "")
    booking.refresh_from_db()
    assert (booking.end_minute, booking.fee) == (20 * 60 + 30, before // 2)
    assert Charge.objects.get().yen == before // 2 > 0
    check_the_cells()


def test_rain__in_the_first_hour_is_paid_by_the_later_start() -> None:
    """KM-66: at the latest when the use begins."""
    now = at("2025-11-09T10:00")
    booking = booked(kumamoto(), wish(*TENNIS, (13, 16)), now)
    assert Charge.objects.get().due_at == at("2025-11-10T13:00")
    rain((12, 14))
    booking.refresh_from_db()
    assert (booking.start_minute, booking.booked_on) == (14 * 60, now.date())
    assert Charge.objects.get().due_at == at("2025-11-10T14:00")


def test_rain__all_of_it_is_cancelled_and_a_list_says_whom_it_hits() -> None:
    """KM-90; a venue is all of its rooms, and other hours are not hit."""
    first = booked(kumamoto(), wish(*TENNIS, (13, 15)), NOW)
    second = booked(kumamoto("k00002"), wish(*TENNIS, (14, 16)), NOW)
    third = booked(kumamoto("k00003"), wish(*TENNIS, (18, 19)), NOW)
    decision = rain((12, 18), scope="paid/joyama")
    assert decision.outcome["cancelled"].split() == sorted([first.number, second.number])
    third.refresh_from_db()
    assert third.state == "confirmed"
    assert set(Charge.objects.values_list("state", flat=True)) == {"void", "due"}
    check_the_cells()


def test_rain__is_given_back_at_ono() -> None:
    """ON-35: what was paid for a use that is called off."""
    day, now = date(2026, 9, 17), at("2026-09-10T10:00")
    wanted = wish("oike/tennis", "tennis", day, (9, 11), people=4)
    booking = paid(booked(register(), wanted, now), now)
    decision = rain((8, 12), "oike", "ono", day, now)
    assert (decision.outcome["cancelled"], decision.outcome["back_yen"]) == (
        booking.number,
        booking.fee,
    )
    charge = Charge.objects.get()
    assert charge.state == "refund" and charge.refund_until is not None


def test_rain__force_majeure_ends_it_without_a_fee() -> None:
    """OG-11: even when a cancellation would cost something."""
    hall = ("suitopia/meeting", "meeting", date(2025, 11, 20))
    booking = booked(ogaki(), wish(*hall, (13, 15)), NOW)
    told = rain(
        (0, 24), "suitopia", "ogaki", hall[2], at("2025-11-19T10:00"), reason="force_majeure"
    )
    assert told.outcome["cancelled"] == booking.number
    booking.refresh_from_db()
    assert (booking.state, booking.why) == ("cancelled", "雨天中止")
    check_the_cells()


def test_rain__closes_the_room_on_boards_and_for_bookings() -> None:
    """CM-08."""
    rain((12, 14))
    assert RoomNotice.objects.get().text == "雨天中止"
    here = municipalities()["kumamoto"]
    for cursor in (None, str(clock.millis(ON_THE_DAY))):
        (board,) = availability(here, cursor, (), ON_THE_DAY).days
        cells = here.rooms[TENNIS[0]].floor.cells
        assert {cell for _, cell in board.taken} == set(range(cells))
        assert {minute // 60 for minute, _ in board.taken} == {12, 13}
    refusal = make(kumamoto(), wish(*TENNIS, (13, 15)), "kumamoto", ON_THE_DAY)
    assert ("closed_by_notice", "CM-08") in codes(refusal)


@pytest.mark.parametrize(
    ("scope", "hours", "code"),
    [("nowhere", (12, 14), "no_such_room"), (TENNIS[0], (14, 14), "end_not_after_start")],
)
def test_rain__nowhere_or_never_is_refused(scope: str, hours, code: str) -> None:
    assert {one for one, _ in codes(rain(hours, scope=scope))} == {code}
    assert not Booking.objects.exists() and not RoomNotice.objects.exists()
