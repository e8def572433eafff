"""By which way, and on which days before the use: channels, their hours, closed desks."""

from datetime import date, timedelta

import pytest

from rules.decide import decide
from rules.facts import Booking, Channel, Facts, Request, Resident, Verb
from rules.families import channel, closing
from rules.schema import Cited
from tests.rules.worlds import (
    DAY,
    GROUP,
    at,
    book,
    cancel,
    codes,
    municipality,
    params,
    slot,
    with_settings,
)

SECOND = timedelta(seconds=1)
ANYONE = Resident("individual")
USE = date(2025, 11, 20)
GYM = slot("paid/sogo/large", day=USE)
ROOM = slot("culture/fureai/room", sport="meeting", day=USE, start="13:00", end="15:00")
SCHOOL = slot("school/elementary_a/gym", day=USE, start="19:30", end="21:30")


def book_in_kumamoto(wanted, now, way, resident=ANYONE):
    kumamoto = municipality("kumamoto")
    return book(wanted, resident=resident, now=now, channel=way, municipality=kumamoto)


@pytest.mark.parametrize("way", [Channel.TERMINAL, Channel.WEB])
def test_days__online_until_the_second_day_before(way):
    over = at(date(2025, 11, 19))
    assert book_in_kumamoto(GYM, over - SECOND, way).allowed
    refused = book_in_kumamoto(GYM, over, way)
    assert codes(refused) == [("KM-50", "channel_too_late")]
    assert refused.reasons[0].allowed_until == over
    assert params(refused) == {
        "channel": way.value,
        "last_day": "2025-11-18",
        "phone": "096-385-1010",
    }


def test_days__by_telephone_on_the_day_alone():
    early = book_in_kumamoto(GYM, at(USE) - SECOND, Channel.PHONE)
    assert codes(early) == [("KM-52", "channel_too_early")]
    assert params(early) == {"channel": "phone", "opens_day": "2025-11-20"}
    assert early.reasons[0].allowed_from == at(USE)
    assert book_in_kumamoto(GYM, at(USE), Channel.PHONE).allowed


def test_days__a_terminal_may_have_a_line_of_its_own():
    rows = {
        Channel.WEB: channel.DaysBefore(least=2, source="KM-50"),
        Channel.TERMINAL: channel.DaysBefore(least=1, source="KM-57"),
    }
    municipality = with_settings(channel.Settings(days=rows))
    day_before = at(DAY - timedelta(days=1))
    assert book(now=day_before, municipality=municipality).allowed
    on_the_web = book(now=day_before, channel=Channel.WEB, municipality=municipality)
    assert codes(on_the_web) == [("KM-50", "channel_too_late")]


def test_days__do_not_ask_what_is_cancelled_or_given_up():
    rows = {Channel.WEB: channel.DaysBefore(least=2, source="KM-50")}
    municipality = with_settings(channel.Settings(days=rows))
    booking = Booking(slot())
    assert cancel(booking, now=at(DAY), municipality=municipality).allowed
    less = change(booking, slot(end="19:00"), at(DAY), municipality)
    more = change(booking, slot(end="21:00"), at(DAY), municipality)
    assert "channel_too_late" not in [code for _, code in codes(less)]
    assert "channel_too_late" in [code for _, code in codes(more)]


def change(booking, wanted, now, municipality, verb=Verb.CHANGE):
    request = Request(verb, Channel.TERMINAL, wanted, booking)
    return decide(municipality, request, GROUP, Facts((booking,)), now)


@pytest.mark.parametrize(
    ("now", "again"),
    [
        (at(date(2025, 11, 19), "08:59"), at(date(2025, 11, 19), "09:00")),
        (at(date(2025, 11, 19), "17:00"), at(date(2025, 11, 20), "09:00")),
        (at(date(2025, 11, 20), "23:59"), at(date(2025, 11, 21), "09:00")),
    ],
)
def test_workdays__say_when_the_telephone_is_answered_again(now, again):
    refused = book_in_kumamoto(SCHOOL, now, Channel.PHONE)
    silent = [r for r in refused.reasons if r.code == "channel_not_answered"]
    assert [reason.allowed_from for reason in silent] == [again]
    assert silent[0].params == {"channel": "phone", "from_time": "09:00", "until_time": "17:00"}


def test_workdays__neither_weekends_nor_holidays():
    tuesday = slot("school/elementary_a/gym", day=date(2025, 11, 25), start="19:30", end="21:30")
    holiday = book_in_kumamoto(tuesday, at(date(2025, 11, 24), "10:00"), Channel.PHONE)
    assert codes(holiday) == [("KM-53", "channel_not_answered")]
    assert holiday.reasons[0].allowed_from == at(date(2025, 11, 25), "09:00")


# KM-26 ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("way", "wanted", "opens"),
    [
        (Channel.DESK, GYM, at(date(2025, 11, 19))),
        (Channel.PHONE, GYM, at(USE)),
        (Channel.PHONE, SCHOOL, at(date(2025, 11, 19), "09:00")),
        (Channel.PHONE, ROOM, at(date(2025, 10, 16), "09:00")),
    ],
)
def test_unregistered__from_when(way, wanted, opens):
    assert not book_in_kumamoto(wanted, opens - SECOND, way, None).allowed
    assert book_in_kumamoto(wanted, opens, way, None).allowed


@pytest.mark.parametrize("way", [Channel.TERMINAL, Channel.WEB])
def test_unregistered__never_online(way):
    refused = book_in_kumamoto(GYM, at(date(2025, 11, 18), "12:00"), way, None)
    assert codes(refused) == [("CM-05", "login_needed")]
    assert refused.reasons[0].allowed_from is None


def test_unregistered__a_telephone_that_does_not_book_asks_for_no_registration():
    early = book_in_kumamoto(GYM, at(USE) - SECOND, Channel.PHONE, None)
    assert codes(early) == [("KM-52", "channel_too_early")]


def test_unregistered__nobody_cancels_without_a_registration():
    refused = cancel(
        Booking(GYM),
        resident=None,
        now=at(USE, "09:00"),
        channel=Channel.DESK,
        municipality=municipality("kumamoto"),
    )
    assert ("CM-05", "login_needed") in codes(refused)


# OG-C5, OG-F3 ---------------------------------------------------------------------------------


def book_in_ogaki(facility, now, way=Channel.DESK):
    wanted = slot(facility, "meeting", day=date(2025, 11, 28), start="13:00", end="15:00")
    ogaki = municipality("ogaki")
    return book(wanted, resident=Resident("group"), now=now, channel=way, municipality=ogaki)


@pytest.mark.parametrize(
    ("facility", "closed", "opens"),
    [
        ("suitopia/meeting", date(2025, 11, 11), date(2025, 11, 12)),
        ("suitopia/meeting", date(2025, 11, 4), date(2025, 11, 5)),
        ("suitopia/meeting", date(2025, 9, 23), date(2025, 9, 25)),
        ("nakagawa/room", date(2025, 11, 13), date(2025, 11, 14)),
        ("nakagawa/room", date(2025, 11, 24), date(2025, 11, 26)),
    ],
)
def test_desk__takes_no_booking_on_a_closed_day(facility, closed, opens):
    refused = book_in_ogaki(facility, at(closed, "12:00"))
    assert [code for _, code in codes(refused)] == ["desk_closed"]
    assert refused.reasons[0].allowed_from == at(opens)
    assert book_in_ogaki(facility, at(opens)).allowed
    assert book_in_ogaki(facility, at(closed, "12:00"), Channel.WEB).allowed


def test_desk__that_never_opens_again():
    always = closing.Span(first="01-01", last="12-31", source="ON-18")
    settings = closing.Settings(year_end=always, desk=Cited(source="OG-C5"))
    refused = book(channel=Channel.DESK, resident=GROUP, municipality=with_settings(settings))
    assert ("OG-C5", "desk_closed") in codes(refused)
    assert refused.reasons[0].allowed_from is None


@pytest.mark.parametrize(
    ("day", "shut"),
    [
        (date(2025, 11, 4), True),
        (date(2025, 11, 23), False),
        (date(2025, 11, 24), True),
        (date(2025, 11, 25), True),
        (date(2025, 11, 26), False),
    ],
)
def test_after_holiday__literally_though_it_is_one_itself(day, shut):
    settings = closing.Settings(after_holiday=Cited(source="OG-C5"))
    assert closing.closed_by(settings, day) == (("OG-C5",) if shut else ())


# CM-02, CM-08 for what is not a first booking ---------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "begins"), [("18:00", "21:00", "20:00"), ("17:00", "20:00", "17:00")]
)
def test_future__an_extension_begins_where_it_adds(start, end, begins):
    here = municipality("kumamoto")
    booking = Booking(slot("paid/sogo/large"))
    wanted = slot("paid/sogo/large", start=start, end=end)
    in_time = change(booking, wanted, at(DAY, begins) - SECOND, here, Verb.EXTEND)
    late = change(booking, wanted, at(DAY, begins), here, Verb.EXTEND)
    assert ("CM-02", "in_the_past") not in codes(in_time)
    assert ("CM-02", "in_the_past") in codes(late)
