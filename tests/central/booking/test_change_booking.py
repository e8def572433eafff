"""What becomes of a booking that is changed (change_booking)."""

from datetime import date, timedelta

import pytest

from central import clock
from central.booking.models import Booking, Cell
from central.booking.use_cases import book, cancel, change_booking
from central.booking.use_cases.availability import availability
from central.money.models import Charge
from central.money.payers import against_paying_online
from central.money.use_cases import mark_unpaid
from central.policies import municipalities
from tests.central.booking.world import (
    at,
    booked,
    check_the_cells,
    codes,
    do,
    kumamoto,
    ogaki,
    paid,
    run_jobs,
    wish,
)
from tests.central.money.world import check_the_books
from tests.central.world import InProcess, register

pytestmark = pytest.mark.usefixtures("line")

DAY = date(2025, 11, 20)
TENNIS = ("paid/joyama/tennis", "tennis", DAY)
NOW = at("2025-11-01T10:00")
EIGHT_BEFORE, SIX_BEFORE = at("2025-11-12T10:00"), at("2025-11-14T00:00")


def change(booking: Booking, to, now, channel="desk", **more):
    body = change_booking.Body(number=booking.number, to=to, channel=channel, **more)
    return do(body, booking.municipality, now)


def hours_of(booking: Booking) -> set[int]:
    return {cell.start_minute for cell in Cell.objects.filter(booking=booking)}


def test_change__an_hour_less_keeps_number_court_and_the_rest_of_the_slot() -> None:
    """KM-76: reduced before the seventh day; KM-93 points here."""
    booking = booked(kumamoto(), wish(*TENNIS, (13, 16)), NOW)
    had = list(booking.cells)
    decision = change(booking, wish(*TENNIS, (13, 15)), EIGHT_BEFORE)
    assert decision.outcome == {"fee": 1500, "more_yen": 0, "back_yen": 0}
    booking.refresh_from_db()
    assert (booking.end_minute, booking.fee, booking.cells) == (15 * 60, 1500, had)
    assert max(hours_of(booking)) < 15 * 60 <= max(hours_of(booking)) + 60
    assert Charge.objects.get().yen == 1500
    check_the_cells()


def test_change__what_was_paid_beyond_it_is_given_back() -> None:
    """KM-75: an hour less in time costs an hour less."""
    booking = paid(booked(kumamoto(), wish(*TENNIS, (13, 16)), NOW), NOW)
    decision = change(booking, wish(*TENNIS, (13, 15)), EIGHT_BEFORE)
    assert decision.outcome["back_yen"] == 750
    assert Charge.objects.get().state == "refund"
    check_the_books()


@pytest.mark.parametrize("channel", ["desk", "web"])
def test_change__nobody_reduces_in_the_last_days(channel: str) -> None:
    """KM-77: neither the resident nor the staff."""
    booking = booked(kumamoto(), wish(*TENNIS, (13, 16)), NOW)
    refusal = change(booking, wish(*TENNIS, (13, 15)), SIX_BEFORE, channel)
    assert ("no_less_after", "KM-77") in codes(refusal)
    booking.refresh_from_db()
    assert (booking.end_minute, booking.fee) == (16 * 60, 2250)
    check_the_cells()


def test_change__never_of_a_school() -> None:
    """KM-78: school opening knows no change."""
    school = ("school/elementary_a/gym", "badminton", DAY)
    time = {"start_minute": 19 * 60 + 30, "end_minute": 21 * 60 + 30}
    resident = kumamoto(type="group")
    booking = _school_booking(resident, school, time)
    refusal = change(booking, wish(*school, (0, 0), **time | {"courts": 2}), NOW)
    assert ("not_changed_here", "KM-78") in codes(refusal)


def _school_booking(resident, school, time) -> Booking:
    """Schools are booked online; the desk has none."""
    body = book.Body(resident=resident.id, channel="web", wish=wish(*school, (0, 0), **time))
    decision = do(body, "kumamoto", NOW)
    assert decision.verdict == "applied", decision
    return decision.booking


def test_change__students_that_are_no_longer_most_pay_the_difference() -> None:
    """KM-94, KM-95: on the day the fee becomes the general one, and never the other way."""
    day = at("2025-11-20T12:00")
    booking = booked(kumamoto(), wish(*TENNIS, (13, 16), students=6), NOW)
    assert booking.fee == 1125
    decision = change(booking, wish(*TENNIS, (13, 16), students=5), day)
    assert decision.outcome == {"fee": 2250, "more_yen": 1125, "back_yen": 0}
    assert Charge.objects.get(purpose="surcharge").yen == 1125
    booking.refresh_from_db()
    back = change(booking, wish(*TENNIS, (13, 16), students=6), day)
    assert ("no_student_fee_after", "KM-95") in codes(back)
    check_the_books()


def test_change__another_day_is_told_of_both_days() -> None:
    booking = booked(kumamoto(), wish(*TENNIS, (13, 16)), NOW)
    here = municipalities()["kumamoto"]
    later = NOW + timedelta(minutes=10)
    moved = wish("paid/joyama/tennis", "tennis", date(2025, 11, 21), (9, 12))
    assert change(booking, moved, later).verdict == "applied"
    board = availability(here, str(clock.millis(later)), (), later)
    days = {one.day: len(one.taken) for one in board.days}
    assert days.keys() == {date(2025, 11, 20), date(2025, 11, 21)}
    assert days[date(2025, 11, 20)] == 0 < days[date(2025, 11, 21)]
    check_the_cells()


@pytest.mark.parametrize(
    ("method", "due_at", "debit_on"),
    [
        ("debit", None, date(2026, 2, 2)),
        ("cash", at("2025-11-21T00:00"), None),
        ("online", at("2025-11-21T00:00"), None),
    ],
)
def test_change__to_another_month_is_paid_as_if_booked_now(method, due_at, debit_on) -> None:
    """KM-62, KM-64, KM-66, KM-76: cancelled and booked anew, on the day of the change (KM-67)."""
    booking = booked(kumamoto(method=method), wish(*TENNIS[:2], date(2025, 11, 28), (13, 16)), NOW)
    later, moved = at("2025-11-17T10:00"), wish(*TENNIS[:2], date(2025, 12, 5), (13, 16))
    decision = change(booking, moved, later)
    assert decision.outcome["debit_on"] == (debit_on and debit_on.isoformat())
    assert decision.outcome["payment_due"] == (due_at and due_at.isoformat())
    charge = Charge.objects.get()
    assert (charge.due_at, charge.debit_on, charge.state) == (due_at, debit_on, "due")
    booking.refresh_from_db()
    assert booking.booked_on == later.date()


def test_change__later_that_is_paid_online_is_open_as_long_as_the_charge_says() -> None:
    """KM-64: the days are counted from the change, by whoever asks."""
    booking = booked(kumamoto(method="online"), wish(*TENNIS, (13, 16)), NOW)
    assert change(booking, wish(*TENNIS[:2], TENNIS[2], (9, 12)), at("2025-11-04T10:00"))
    charge, here = Charge.objects.get(), municipalities()["kumamoto"]
    assert charge.due_at == at("2025-11-08T00:00")
    assert not against_paying_online(charge, here, at("2025-11-07T23:59"))
    (reason,) = against_paying_online(charge, here, charge.due_at)
    assert reason.rule == "KM-64"


def test_change__of_a_win_is_a_booking_of_its_own() -> None:
    """KM-65 is for what the draw gave: another time has three days (KM-64)."""
    booking = booked(kumamoto(method="online"), wish(*TENNIS, (13, 16)), NOW)
    Booking.objects.update(won=True)
    change(booking, wish(*TENNIS[:2], date(2025, 11, 21), (13, 16)), at("2025-11-12T10:00"))
    assert Charge.objects.get().due_at == at("2025-11-16T00:00")
    booking.refresh_from_db()
    assert not booking.won


def test_change__what_was_paid_stays_paid_and_the_rest_gets_its_terms() -> None:
    """KM-76: an hour more at another day costs more, and only that is due."""
    booking = paid(booked(kumamoto(), wish(*TENNIS, (13, 15)), NOW), NOW)
    decision = change(booking, wish(*TENNIS[:2], date(2025, 11, 25), (13, 16)), EIGHT_BEFORE)
    assert decision.outcome["more_yen"] == 750
    use, more = Charge.objects.order_by("made_at")
    assert (use.state, use.paid_yen, use.purpose) == ("paid", 1500, "use")
    assert (more.state, more.yen, more.due_at) == ("due", 750, at("2025-11-16T00:00"))
    check_the_books()


def test_change__what_was_a_debt_is_none_before_its_new_day() -> None:
    """KM-68, KM-76: as if it had been cancelled in time, and booked anew."""
    booking = booked(kumamoto(), wish(*TENNIS, (13, 16)), NOW)
    late = at("2025-11-08T10:00")
    do(mark_unpaid.Body(charges=(Charge.objects.get().id,)), "kumamoto", late)
    assert Charge.objects.get().unpaid_since == date(2025, 11, 4)
    change(booking, wish(*TENNIS[:2], date(2025, 11, 25), (13, 16)), late)
    charge = Charge.objects.get()
    assert (charge.unpaid_since, charge.due_at) == (None, at("2025-11-12T00:00"))


@pytest.mark.parametrize(("day", "due"), [(date(2025, 12, 4), "2025-11-28T00:00")])
def test_change__at_ogaki_is_paid_seven_days_before_the_other_day(day: date, due: str) -> None:
    """OG-C3, OG-C4."""
    hall = ("suitopia/meeting", "meeting")
    booking = booked(ogaki(), wish(*hall, DAY, (13, 15)), NOW)
    assert Charge.objects.get().due_at == at("2025-11-14T00:00")
    assert change(booking, wish(*hall, day, (13, 15)), NOW).verdict == "applied"
    assert Charge.objects.get().due_at == at(due)


def test_change__at_ogaki_is_debited_after_the_other_month() -> None:
    """OG-S10."""
    gym = ("sports/gym/arena", "badminton")
    booking = booked(ogaki(), wish(*gym, DAY, (13, 15)), NOW)
    assert Charge.objects.get().debit_on == date(2025, 12, 31)
    assert change(booking, wish(*gym, date(2025, 12, 4), (13, 15)), NOW).verdict == "applied"
    assert Charge.objects.get().debit_on == date(2026, 1, 31)


def test_change__at_ono_is_paid_before_the_other_start(line: InProcess) -> None:
    """ON-30, ON-36; and unpaid it ends then, not before (ON-31)."""
    now, arena = at("2026-09-10T10:00"), ("argo/arena", "badminton")
    booking = booked(register(), wish(*arena, date(2026, 9, 17), (18, 20), people=4), now)
    moved = wish(*arena, date(2026, 9, 18), (9, 11), people=4)
    assert change(booking, moved, now, "web").verdict == "applied"
    assert Charge.objects.get().due_at == at("2026-09-18T09:00")
    assert run_jobs("ono", at("2026-09-18T08:59")) == []
    assert run_jobs("ono", at("2026-09-18T09:00")) == [("lapse_unpaid", "applied")]


def test_change__where_others_are_is_a_conflict_and_loses_nothing() -> None:
    """KM-51: whole or not at all."""
    booking = booked(kumamoto(), wish(*TENNIS, (13, 15)), NOW)
    courts = municipalities()["kumamoto"].rooms["paid/joyama/tennis"].sports["tennis"].courts
    booked(kumamoto("k00002"), wish(*TENNIS, (15, 16), courts=courts), NOW)
    refusal = change(booking, wish(*TENNIS, (13, 16)), EIGHT_BEFORE)
    assert refusal.verdict == "conflict"
    booking.refresh_from_db()
    assert booking.end_minute == 15 * 60
    check_the_cells()


def test_change__its_own_courts_are_not_in_its_way() -> None:
    courts = municipalities()["kumamoto"].rooms["paid/joyama/tennis"].sports["tennis"].courts
    booking = booked(kumamoto(), wish(*TENNIS, (13, 15), courts=courts), NOW)
    assert change(booking, wish(*TENNIS, (14, 16), courts=courts), NOW).verdict == "applied"
    check_the_cells()


def test_change__a_court_more_leaves_the_court_that_it_has() -> None:
    """KM-96: a court that was chosen stays."""
    others = [booked(kumamoto(f"k1000{n}"), wish(*TENNIS, (13, 15)), NOW) for n in range(2)]
    booking = booked(kumamoto(), wish(*TENNIS, (13, 15)), NOW)
    had = set(booking.cells)
    for one in others:
        body = cancel.Body(
            resident=one.resident_id, channel="desk", number=one.number, recorded_at=NOW
        )
        assert do(body, "kumamoto", NOW).verdict == "applied"
    assert change(booking, wish(*TENNIS, (13, 15), courts=2), NOW).verdict == "applied"
    booking.refresh_from_db()
    assert had < set(booking.cells)
    check_the_cells()


@pytest.mark.parametrize("number", ["00000-00000", "other", "\x00"])
def test_change__anothers_number_and_one_that_never_was_look_alike(number: str) -> None:
    """CM-07."""
    stranger = kumamoto("k00002")
    booking = booked(kumamoto(), wish(*TENNIS, (13, 16)), NOW)
    body = change_booking.Body(
        resident=stranger.id,
        number=booking.number if number == "other" else number,
        to=wish(*TENNIS, (13, 15)),
        channel="web",
    )
    assert codes(do(body, "kumamoto", NOW)) == {("not_own", "CM-07")}


def test_change__to_a_room_that_is_not_there() -> None:
    booking = booked(kumamoto(), wish(*TENNIS, (13, 16)), NOW)
    refusal = change(booking, wish("paid/nowhere/tennis", "tennis", DAY, (13, 16)), NOW)
    assert codes(refusal) == {("no_such_room", "CM-04")}


def test_change__only_before_it_is_permitted() -> None:
    """OG-C4: until the seventh day before the use."""
    hall = ("suitopia/meeting", "meeting", DAY)
    booking = booked(ogaki(), wish(*hall, (13, 15)), NOW)
    assert change(booking, wish(*hall, (13, 14)), at("2025-11-13T23:59")).verdict == "applied"
    late = change(booking, wish(*hall, (13, 15)), SIX_BEFORE)
    assert ("change_too_late", "OG-C4") in codes(late)


def test_change__of_a_paid_booking_is_for_the_desk(line: InProcess) -> None:
    """ON-03, ON-36."""
    now, arena = at("2026-09-10T10:00"), ("argo/arena", "badminton", date(2026, 9, 17))
    resident = register()
    booking = paid(booked(resident, wish(*arena, (18, 20), people=4), now), now)
    to = wish(*arena, (18, 19), people=4)
    assert ("change_at_the_desk", "ON-03") in codes(change(booking, to, now, "web"))
    assert change(booking, to, now).outcome["back_yen"] == 400
