from datetime import date, timedelta

import pytest

from rules.day import last_visible_day, price_is_sample, room_day
from rules.families import closing, fees, opening, window
from tests.rules.worlds import DAY, NOW, at, ono, with_settings, without

SECOND = timedelta(seconds=1)


def test_day__open():
    day = room_day(ono(), "argo/arena", DAY, NOW)
    assert (day.open, day.rules, day.hours, day.holiday) == (True, (), (540, 1260), None)
    assert day.phase == "first_come"


def test_day__closed_for_the_month():
    day = room_day(ono(), "argo/arena", date(2026, 9, 28), at(date(2026, 9, 28), "12:00"))
    assert (day.open, day.rules, day.hours) == (False, ("ON-18",), None)
    assert day.phase == "first_come"


def test_day__holiday():
    assert room_day(ono(), "argo/arena", date(2025, 11, 3), NOW).holiday == "文化の日"


@pytest.mark.parametrize(
    ("facility", "now", "phase"),
    [
        ("argo/arena", at(date(2025, 7, 1)) - SECOND, "closed"),
        ("argo/arena", at(date(2025, 7, 1)), "first_come"),
        ("argo/arena", at(date(2025, 9, 14)) - SECOND, "first_come"),
        ("argo/arena", at(date(2025, 9, 14)), "closed"),
        ("oike/baseball", at(date(2025, 8, 1), "09:30") - SECOND, "lottery"),
        ("oike/baseball", at(date(2025, 8, 1), "09:30"), "drawn"),
        ("oike/baseball", at(date(2025, 8, 2)) - SECOND, "drawn"),
        ("oike/baseball", at(date(2025, 8, 2)), "first_come"),
        ("areo/athletics", at(date(2025, 9, 12)) - SECOND, "first_come"),
        ("areo/athletics", at(date(2025, 9, 12)), "closed"),
    ],
)
def test_phase__of_a_saturday(facility, now, phase):
    assert room_day(ono(), facility, date(2025, 9, 13), now).phase == phase


def test_phase__open_always_where_no_opening_is_set():
    free = with_settings(window.Settings())
    assert room_day(free, "argo/arena", date(2030, 1, 2), NOW).phase == "first_come"


def test_day__where_the_data_says_nothing():
    assert room_day(without(closing.Settings), "argo/arena", date(2025, 12, 31), NOW).open
    assert room_day(without(opening.Settings), "argo/arena", DAY, NOW).hours is None
    assert room_day(without(window.Settings), "argo/arena", DAY, NOW).phase == "closed"


def test_day__before_the_first_policy_is_closed():
    day = room_day(ono(), "argo/arena", date(2015, 3, 31), NOW)
    assert (day.open, day.rules, day.hours, day.phase) == (False, ("CM-03",), None, "closed")


def test_last_visible_day():
    assert last_visible_day(ono(), "argo/arena", NOW) == date(2026, 1, 31)
    assert last_visible_day(without(window.Settings), "argo/arena", NOW) is None
    assert last_visible_day(with_settings(window.Settings()), "argo/arena", NOW) is None


def test_price_is_sample():
    assert price_is_sample(ono(), "argo/arena", DAY)
    assert not price_is_sample(without(fees.Settings), "argo/arena", DAY)
    real = fees.Settings(price=fees.Price(source="ON-30", yen_per_court_hour={}))
    assert not price_is_sample(with_settings(real), "argo/arena", DAY)
