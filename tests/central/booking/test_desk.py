"""What the desk does with bookings: for callers, permits, refusals, and what it voids."""

from datetime import date

import pytest

from central.booking.models import Booking
from central.booking.use_cases import (
    apply_formally,
    book_for_caller,
    deny_booking,
    permit_booking,
    void_booking,
)
from central.money.models import Charge
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
    run_jobs,
    wish,
)
from tests.central.world import register

pytestmark = pytest.mark.usefixtures("line")

DAY = date(2025, 11, 20)
TENNIS = ("paid/joyama/tennis", "tennis", DAY)
HALL = ("suitopia/meeting", "meeting", DAY)
SUNWORK = ("sunwork/room", "meeting", DAY)
NOW = at("2025-11-01T10:00")


def test_caller__without_an_id_on_the_day_before() -> None:
    """KM-26: a name is enough at the desk from the day before, on the telephone on the day."""
    before = at("2025-11-19T10:00")
    decision = make(None, wish(*TENNIS, (13, 15)), "kumamoto", before, holder="見本　花子")
    booking = Booking.objects.get(pk=decision.booking.pk)
    assert (booking.resident, booking.holder, booking.fee) == (None, "見本　花子", 1500)
    assert Charge.objects.get().resident is None
    call = {"holder": "見本　次郎", "channel": "phone"}
    on_the_day = make(None, wish(*TENNIS, (17, 18)), "kumamoto", at("2025-11-20T09:00"), **call)
    assert on_the_day.verdict == "applied"
    check_the_cells()


def test_caller__without_an_id_earlier_than_that() -> None:
    """KM-26."""
    early = make(
        None, wish(*TENNIS, (13, 15)), "kumamoto", at("2025-11-18T23:59"), holder="見本　花子"
    )
    assert ("login_needed", "KM-52") in codes(early)


def test_caller__without_an_id_in_a_city_that_asks_for_one() -> None:
    wanted = wish("argo/arena", "badminton", date(2026, 9, 17), (18, 20))
    refusal = make(None, wanted, "ono", at("2026-09-17T10:00"), holder="見本")
    assert {code for code, _ in codes(refusal)} == {"login_needed"}


def test_caller__is_one_or_the_other() -> None:
    resident = kumamoto()
    body = {"channel": "desk", "wish": wish(*TENNIS, (13, 15))}
    both = book_for_caller.Body(resident=resident.id, holder="見本", **body)
    for told in (both, book_for_caller.Body(**body), book_for_caller.Body(holder="　", **body)):
        assert codes(do(told, "kumamoto", NOW)) == {("resident_or_holder", "")}


def test_caller__without_an_id_can_be_voided_and_refunded() -> None:
    """KM-26, OG-10."""
    before = at("2025-11-19T10:00")
    decision = make(None, wish(*TENNIS, (13, 15)), "kumamoto", before, holder="見本　花子")
    booking = paid(Booking.objects.get(pk=decision.booking.pk), before)
    body = void_booking.Body(number=booking.number, why="見本の理由", kept_yen=0)
    assert do(body, "kumamoto", before).outcome == {"back_yen": 1500}


def apply(booking: Booking, now, channel="web"):
    body = apply_formally.Body(
        resident=booking.resident_id, channel=channel, number=booking.number, recorded_at=now
    )
    return do(body, "ogaki", now)


def test_formal__until_the_seventh_day_before() -> None:
    """OG-C3: provisional, applied for, permitted."""
    booking = booked(ogaki(), wish(*HALL, (13, 15)), NOW)
    assert booking.state == "provisional"
    permit = permit_booking.Body(number=booking.number)
    assert codes(do(permit, "ogaki", NOW)) == {("not_applied_for", "")}
    assert apply(booking, at("2025-11-13T23:59")).verdict == "applied"
    assert ("applied_already", "OG-C3") in codes(apply(booking, at("2025-11-13T23:59")))
    assert do(permit, "ogaki", NOW).booking.state == "permitted"
    assert run_jobs("ogaki", at("2025-11-14T00:00")) == []
    check_the_cells()


def test_formal__without_it_the_booking_ends_by_itself() -> None:
    """OG-C3: at the end of the seventh day before, once, on whichever machine."""
    booking = booked(ogaki(), wish(*HALL, (13, 15)), NOW)
    assert run_jobs("ogaki", at("2025-11-13T23:59")) == []
    assert ("formal_too_late", "OG-C3") in codes(apply(booking, at("2025-11-14T00:00")))
    assert run_jobs("ogaki", at("2025-11-14T00:00")) == [("lapse_formal", "applied")]
    assert run_jobs("ogaki", at("2025-11-14T00:00")) == []
    booking.refresh_from_db()
    assert booking.state == "lapsed"
    check_the_cells()


def test_formal__at_seinen_the_paper_goes_to_the_desk() -> None:
    """OG-Y2, OG-Y3: not in the system, and by the seventh day before."""
    booking = booked(ogaki(), wish("seinen/room", "meeting", DAY, (13, 15)), NOW)
    assert ("formal_at_the_desk", "OG-Y3") in codes(apply(booking, NOW))
    assert apply(booking, at("2025-11-13T10:00"), "desk").verdict == "applied"
    assert do(permit_booking.Body(number=booking.number), "ogaki", NOW).verdict == "applied"


def test_permit__where_no_formal_application_is_known() -> None:
    """OG-S6: what is sent in the system is approved afterwards, and then not changed."""
    booking = booked(ogaki(), wish("sports/gym/arena", "badminton", DAY, (13, 15)), NOW)
    assert booking.state == "provisional"
    assert do(permit_booking.Body(number=booking.number), "ogaki", NOW).verdict == "applied"


def test_deny__with_a_reason_that_its_holder_can_read() -> None:
    booking = booked(ogaki(), wish(*HALL, (13, 15)), NOW)
    body = deny_booking.Body(number=booking.number, why="催事のため")
    assert do(body, "ogaki", NOW).verdict == "applied"
    booking.refresh_from_db()
    assert (booking.state, booking.why) == ("denied", "催事のため")
    assert codes(do(body, "ogaki", NOW)) == {("not_own", "CM-07")}
    check_the_cells()


@pytest.mark.parametrize(("kept", "back"), [(0, 1500), (1500, 0)])
def test_void__frees_the_slot_and_says_why(kept: int, back: int) -> None:
    """OG-10: without notice; what of the fee stands is for the staff to say."""
    booking = paid(booked(kumamoto(), wish(*TENNIS, (13, 15)), NOW), NOW)
    body = void_booking.Body(number=booking.number, why="規約違反", kept_yen=kept)
    assert do(body, "kumamoto", NOW).outcome == {"back_yen": back}
    booking.refresh_from_db()
    assert (booking.state, booking.why) == ("void", "規約違反")
    check_the_cells()


def test_void__keeps_no_more_than_the_fee() -> None:
    booking = booked(kumamoto(), wish(*TENNIS, (13, 15)), NOW)
    body = void_booking.Body(number=booking.number, why="規約違反", kept_yen=1501)
    assert codes(do(body, "kumamoto", NOW)) == {("more_than_the_fee", "")}


def test_unpaid__at_the_start_is_a_no_show() -> None:
    """ON-31: and one more on the account, which ON-34 counts."""
    resident, now, start = register(), at("2026-09-10T10:00"), at("2026-09-17T18:00")
    wanted = wish("argo/arena", "badminton", date(2026, 9, 17), (18, 20), people=4)
    booking, other = booked(resident, wanted, now), paid(booked(resident, wanted, now), now)
    assert run_jobs("ono", at("2026-09-17T17:59")) == []
    assert run_jobs("ono", start) == [("lapse_unpaid", "applied")]
    assert run_jobs("ono", start) == []
    for row in (resident, booking, other):
        row.refresh_from_db()
    assert (booking.state, other.state, resident.no_shows) == ("no_show", "confirmed", 1)
    assert Charge.objects.get(booking=booking).state == "void"
    check_the_cells()


def test_unpaid__is_no_contract_at_sunwork() -> None:
    """OG-W3: unpaid on the sixth day before it ends, paid by then it stands."""
    booking, other = (
        booked(ogaki(f"0000000{n}"), wish(*SUNWORK, (hour, hour + 1)), NOW)
        for n, hour in ((1, 18), (2, 19))
    )
    assert booking.state == "provisional"
    assert run_jobs("ogaki", at("2025-11-13T23:59")) == []
    paid(other, at("2025-11-13T10:00"))
    assert run_jobs("ogaki", at("2025-11-14T00:00")) == [("lapse_unpaid", "applied")]
    booking.refresh_from_db()
    other.refresh_from_db()
    assert (booking.state, other.state) == ("lapsed", "confirmed")


def test_unpaid__stands_in_kumamoto() -> None:
    """KM-68: it is owed, not cancelled."""
    booking = booked(kumamoto(), wish(*TENNIS, (13, 15)), NOW)
    assert run_jobs("kumamoto", at("2025-12-31T00:00")) == []
    booking.refresh_from_db()
    assert booking.state == "confirmed"
