"""More time on the day, and another day for what weather took."""

from datetime import date

import pytest

from central.booking.models import Booking
from central.booking.use_cases import cancel, extend_booking, rain_off, substitute_booking
from central.ids import new_id
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
    paid,
    wish,
)
from tests.central.money.world import check_the_books

pytestmark = pytest.mark.usefixtures("line")

DAY = date(2025, 11, 10)
TENNIS = ("paid/joyama/tennis", "tennis", DAY)
LATER = ("paid/joyama/tennis", "tennis", date(2025, 11, 25))
NOW, ON_THE_DAY = at("2025-11-01T10:00"), at("2025-11-10T15:00")


def extend(booking: Booking, hour: int, now=ON_THE_DAY):
    body = extend_booking.Body(number=booking.number, channel="desk", end_minute=hour * 60)
    return do(body, "kumamoto", now)


def move(booking: Booking, to, reason: str = "weather", now=ON_THE_DAY):
    body = substitute_booking.Body(number=booking.number, channel="desk", to=to, reason=reason)
    return do(body, "kumamoto", now)


def rain(hours: tuple[int, int], scope: str = "paid/joyama/tennis"):
    start, end = (hour * 60 for hour in hours)
    body = rain_off.Body(
        scope=scope, day=DAY, start_minute=start, end_minute=end, reason="weather", text="雨天"
    )
    return do(body, "kumamoto", ON_THE_DAY)


def courts() -> int:
    return municipalities()["kumamoto"].rooms[TENNIS[0]].sports["tennis"].courts


def test_extend__an_hour_that_nobody_has() -> None:
    """KM-92: it is paid for beside the fee of the use."""
    booking = paid(booked(kumamoto(), wish(*TENNIS, (13, 16)), NOW), NOW)
    assert extend(booking, 17).outcome == {"more_yen": 750}
    booking.refresh_from_db()
    assert (booking.end_minute, booking.fee, booking.paid) == (17 * 60, 3000, False)
    extra = Charge.objects.get(purpose="extension")
    assert (extra.yen, extra.from_minute) == (750, 16 * 60)
    check_the_cells()
    check_the_books()


def test_extend__takes_the_equipment_along_for_nothing() -> None:
    """KM-92, OG-Y5: no more of it is asked for, and no rule has a price of it."""
    booking = booked(kumamoto(), wish(*TENNIS, (13, 16)), NOW)
    Booking.objects.update(equipment={"microphone": 1})
    assert extend(booking, 17).outcome == {"more_yen": 750}
    assert Booking.objects.get().equipment == {"microphone": 1}


def test_extend__an_hour_that_others_have() -> None:
    """KM-92."""
    booking = booked(kumamoto(), wish(*TENNIS, (13, 16)), NOW)
    booked(kumamoto("k00002"), wish(*TENNIS, (16, 18), courts=courts()), NOW)
    refusal = extend(booking, 17)
    assert (refusal.verdict, codes(refusal)) == ("conflict", {("courts_taken", "CM-01")})
    check_the_cells()


@pytest.mark.parametrize(
    ("hour", "now"), [(17, "2025-11-09T23:59"), (17, "2025-11-10T16:00"), (15, "2025-11-10T15:00")]
)
def test_extend__on_the_day_only_and_only_longer(hour: int, now: str) -> None:
    """KM-92."""
    booking = booked(kumamoto(), wish(*TENNIS, (13, 16)), NOW)
    assert {rule for _, rule in codes(extend(booking, hour, at(now)))} == {"KM-92"}


def test_move__what_was_paid_pays_for_the_same_time() -> None:
    """KM-91: 2,250 yen for 2,250 yen."""
    booking = paid(booked(kumamoto(), wish(*TENNIS, (13, 16)), NOW), NOW)
    decision = move(booking, wish(*LATER, (9, 12)))
    assert decision.outcome == {"fee": 2250, "kept_yen": 0}
    booking.refresh_from_db()
    later = Booking.objects.get(pk=decision.booking.pk)
    assert (booking.state, later.state, later.paid) == ("cancelled", "confirmed", True)
    assert later.number != booking.number
    check_the_cells()
    check_the_books()


def test_move__after_the_rain_off_while_the_refund_waits() -> None:
    """KM-90, KM-91: whoever was cancelled chooses another day instead of the money."""
    booking = paid(booked(kumamoto(), wish(*TENNIS, (16, 18)), NOW), NOW)
    assert rain((15, 20)).outcome["back_yen"] == 1500
    later = move(booking, wish(*LATER, (9, 10)))
    assert later.outcome == {"fee": 750, "kept_yen": 0}
    states = Charge.objects.order_by("yen").values_list("state", "paid_yen")
    assert sorted(states) == [("paid", 750), ("refund", 750)]
    assert codes(move(booking, wish(*LATER, (12, 13)))) == {("not_own", "CM-07")}
    check_the_cells()
    check_the_books()


def test_move__an_hour_of_three_does_not_pay_for_three() -> None:
    """KM-91: the unused time and its fee must cover the later use."""
    booking = paid(booked(kumamoto(), wish(*TENNIS, (13, 16)), NOW), NOW)
    RoomNotice.objects.create(
        id=new_id(),
        municipality="kumamoto",
        facility=TENNIS[0],
        day=DAY,
        start_minute=15 * 60,
        end_minute=16 * 60,
        reason="weather",
        made_at=NOW,
    )
    assert ("move_costs_more", "KM-91") in codes(move(booking, wish(*LATER, (9, 12))))
    assert move(booking, wish(*LATER, (9, 10))).outcome == {"fee": 750, "kept_yen": 1500}
    booking.refresh_from_db()
    assert (booking.state, booking.end_minute, booking.fee) == ("confirmed", 15 * 60, 1500)
    check_the_cells()
    check_the_books()


def test_move__not_what_is_debited_or_unpaid() -> None:
    """KM-91."""
    debited = booked(kumamoto(method="debit"), wish(*TENNIS, (13, 16)), NOW)
    refusal = codes(move(debited, wish(*LATER, (9, 12))))
    assert {("move_not_debited", "KM-91"), ("move_only_paid", "KM-91")} <= refusal
    check_the_cells()


def test_move__not_what_its_holder_cancelled() -> None:
    """KM-91: a change of mind moves nothing."""
    booking = paid(booked(kumamoto(), wish(*TENNIS, (13, 16)), NOW), NOW)
    body = cancel.Body(
        resident=booking.resident_id, channel="desk", number=booking.number, recorded_at=NOW
    )
    assert do(body, "kumamoto", NOW).verdict == "applied"
    assert codes(move(booking, wish(*LATER, (9, 12)))) == {("not_own", "CM-07")}
