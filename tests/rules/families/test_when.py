"""When a day can be seen, booked and cancelled, and what follows: window, payment, refund."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rules.facts import Booking, Channel, Resident
from rules.families import cancellation, fees, payment, window
from tests.rules.worlds import (
    DAY,
    GROUP,
    NOW,
    at,
    book,
    cancel,
    codes,
    ono,
    slot,
    view,
    with_settings,
    without,
)

SECOND = timedelta(seconds=1)
OUTSIDE = Resident("outside_group")

# ON-41 ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("today", [date(2025, 10, 1), date(2025, 10, 15), date(2025, 10, 31)])
def test_visible__to_the_end_of_the_month_after_next(today):
    late = at(today, "23:59")
    seen = view(slot(day=date(2025, 12, 31)), now=late)
    assert seen.outcome == {"visible_until": at(date(2026, 1, 1))}
    refused = view(slot(day=date(2026, 1, 1)), now=late)
    assert codes(refused) == [("ON-41", "not_yet_visible")]
    assert refused.reasons[0].allowed_from == at(date(2025, 11, 1))


def test_visible__the_first_instant_of_the_month():
    january = slot(day=date(2026, 1, 31))
    assert view(january, now=at(date(2025, 11, 1))).allowed
    assert not view(january, now=at(date(2025, 11, 1)) - SECOND).allowed


def test_visible__no_limit_where_none_is_set():
    unlimited = with_settings(window.Settings())
    assert view(slot(day=date(2030, 1, 1)), municipality=unlimited).outcome == {
        "visible_until": None
    }
    assert view(slot(), municipality=without(window.Settings)).outcome == {"visible_until": None}
    assert book(slot(day=date(2030, 1, 2)), municipality=unlimited).allowed


# ON-55, ON-50 ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("resident", "opens"),
    [(GROUP, date(2025, 9, 1)), (OUTSIDE, date(2025, 10, 1)), (None, date(2025, 9, 1))],
)
def test_opens__by_type(resident, opens):
    refused = book(resident=resident, now=at(opens) - SECOND)
    assert ("ON-55", "not_yet_open") in codes(refused)
    assert refused.reasons[-1].allowed_from == at(opens)
    opened = book(resident=resident, now=at(opens))
    assert ("ON-55", "not_yet_open") not in codes(opened)


def test_areo__neither_on_the_day_nor_the_day_before():
    asked = slot("areo/athletics", "soccer")
    day_before = at(DAY - timedelta(days=1))
    assert book(asked, resident=GROUP, now=day_before - SECOND).allowed
    refused = book(asked, resident=GROUP, now=day_before)
    assert codes(refused) == [("ON-50", "too_close")]
    assert refused.reasons[0].allowed_until == day_before
    assert codes(book(asked, resident=GROUP, now=at(DAY, "09:00"))) == [("ON-50", "too_close")]
    assert codes(book(asked, resident=GROUP, now=day_before, channel=Channel.DESK)) == [
        ("ON-50", "too_close")
    ]


# ON-52, ON-53, ON-54 --------------------------------------------------------------------------


@pytest.mark.parametrize("facility", ["oike/baseball", "sakaki/baseball"])
@pytest.mark.parametrize(
    ("day", "drawn"),
    [
        (date(2025, 9, 13), date(2025, 8, 1)),
        (date(2025, 9, 14), date(2025, 8, 1)),
        (date(2025, 9, 23), date(2025, 8, 1)),
        (date(2026, 2, 14), date(2026, 1, 2)),
        (date(2026, 1, 4), date(2025, 12, 1)),
        (date(2026, 3, 1), date(2026, 2, 1)),
    ],
)
def test_ball_fields__open_on_the_day_after_their_draw(facility, day, drawn):
    asked = slot(facility, "baseball", day=day)
    opens = at(drawn + timedelta(days=1))
    refused = book(asked, resident=GROUP, now=opens - SECOND)
    assert codes(refused) == [("ON-53", "draw_first")]
    assert refused.reasons[0].allowed_from == opens
    assert refused.reasons[0].params == {
        "draw_at": at(drawn, "09:30").isoformat(),
        "opens_at": opens.isoformat(),
    }
    assert book(asked, resident=GROUP, now=opens).allowed
    assert book(asked, resident=OUTSIDE, now=opens).allowed


def test_ball_fields__a_weekday_is_booked_as_usual():
    wednesday = slot("oike/baseball", "softball", day=date(2025, 9, 10))
    assert book(wednesday, resident=GROUP, now=at(date(2025, 7, 1))).allowed
    assert codes(book(wednesday, resident=OUTSIDE, now=at(date(2025, 7, 31)))) == [
        ("ON-55", "not_yet_open")
    ]


def test_ball_fields__a_saturday_elsewhere_has_no_draw():
    assert book(slot(day=date(2025, 9, 13)), now=at(date(2025, 7, 1))).allowed


# Outcomes -------------------------------------------------------------------------------------


def test_book__what_follows():
    assert book().outcome == {
        "stage": "confirmed",
        "fee": 800,
        "fee_class": None,
        "payment_due": at(DAY, "18:00"),
        "debit_on": None,
        "cancel_free_until": at(DAY, "18:00"),
        "formal_application_due": None,
        "court_choice": None,
    }


@pytest.mark.parametrize("family", [fees.Settings, payment.Settings, cancellation.Settings])
def test_book__what_a_municipality_does_not_have_is_none(family):
    outcome = book(municipality=without(family)).outcome
    assert outcome is not None
    assert None in {outcome["fee"], outcome["payment_due"], outcome["cancel_free_until"]}


def test_book__a_municipality_that_says_nothing_of_payment():
    outcome = book(municipality=with_settings(payment.Settings())).outcome
    assert outcome is not None
    assert outcome["stage"] is outcome["payment_due"] is None


def test_book__a_sport_without_a_price():
    price = fees.Price(source="sample", yen_per_court_hour={"tennis": 500})
    prices = fees.Settings(price=price)
    outcome = book(municipality=with_settings(prices)).outcome
    assert outcome is not None
    assert outcome["fee"] is None


# ON-03, ON-32, ON-36, ON-37 -------------------------------------------------------------------


def test_cancel__until_the_start():
    booking = Booking(slot())
    assert cancel(booking, now=at(DAY, "18:00") - SECOND).allowed
    refused = cancel(booking, now=at(DAY, "18:00"))
    assert codes(refused) == [("ON-32", "cancel_too_late")]
    assert refused.reasons[0].allowed_until == at(DAY, "18:00")


@pytest.mark.parametrize("way", list(Channel))
def test_cancel__paid_not_online(way):
    online = way in {Channel.TERMINAL, Channel.WEB}
    verdict = cancel(Booking(slot(), paid=True, fee=800), channel=way)
    assert codes(verdict) == ([("ON-03", "paid_at_the_desk")] if online else [])


@pytest.mark.parametrize(
    ("facility", "sport", "desk"),
    [
        ("argo/arena", "badminton", "argo"),
        ("act/arena", "badminton", "act"),
        ("kawai/tennis", "tennis", "argo"),
        ("hachigaike/dome", "gateball", "argo"),
        ("areo/athletics", "soccer", "act"),
    ],
)
def test_cancel__what_is_given_back_and_where(facility, sport, desk):
    asked = Booking(slot(facility, sport, day=date(2025, 11, 20)), paid=True)
    assert cancel(asked, channel=Channel.DESK).outcome == {
        "fee_due": 0,
        "refund_percent": 100,
        "refund_until": at(date(2026, 1, 1)),
        "refund_desk": desk,
        "released_at": NOW,
    }


def test_cancel__where_nothing_is_said():
    bare = without(cancellation.Settings)
    outcome = cancel(Booking(slot(), paid=True), now=at(DAY, "19:00"), municipality=bare).outcome
    assert outcome is not None
    assert outcome["refund_percent"] is None
    empty = with_settings(cancellation.Settings())
    assert cancel(Booking(slot(), paid=True), now=at(DAY, "19:00"), municipality=empty).allowed


def test_cancel__a_venue_without_a_refund_desk():
    venue = ono().venues["argo"]
    document = venue.document.model_copy(update={"refund_desk": None})
    venues = {**ono().venues, "argo": replace(venue, document=document)}
    outcome = cancel(Booking(slot()), municipality=replace(ono(), venues=venues)).outcome
    assert outcome is not None
    assert outcome["refund_desk"] is None
