from datetime import UTC, date, datetime

import pytest

from rules import calendar as c


def test_instant__end_of_day_is_the_next_midnight():
    assert c.instant(date(2025, 12, 31), 1440) == datetime(2026, 1, 1, tzinfo=c.JAPAN)
    assert c.instant(date(2025, 12, 31), 1440).isoformat() == "2026-01-01T00:00:00+09:00"


def test_day_of__takes_the_day_in_japan():
    assert c.day_of(datetime(2025, 12, 31, 15, 0, tzinfo=UTC)) == date(2026, 1, 1)
    assert c.day_of(datetime(2025, 12, 31, 14, 59, tzinfo=UTC)) == date(2025, 12, 31)


@pytest.mark.parametrize(("text", "minute"), [("00:00", 0), ("09:30", 570), ("24:00", 1440)])
def test_minutes_of__and_back(text, minute):
    assert c.minutes_of(text) == minute
    assert c.clock_text(minute) == text


@pytest.mark.parametrize(
    "text", ["9:30", "0930", "24:01", "12:60", "-1:00", "ab:cd", "", "1２:00", "12:0\n", "12:00:00"]
)
def test_minutes_of__refuses(text):
    with pytest.raises(ValueError, match="time of day"):
        c.minutes_of(text)


def test_month__over_the_year():
    assert c.first_of_month(date(2026, 1, 31), -1) == date(2025, 12, 1)
    assert c.first_of_month(date(2025, 12, 1), 1) == date(2026, 1, 1)
    assert c.last_of_month(date(2025, 12, 31), 2) == date(2026, 2, 28)
    assert c.last_of_month(date(2023, 12, 31), 2) == date(2024, 2, 29)


@pytest.mark.parametrize("today", [date(2025, 10, 1), date(2025, 10, 15), date(2025, 10, 31)])
def test_last_of_month__the_month_after_next(today):
    assert c.last_of_month(today, 2) == date(2025, 12, 31)


def test_holiday__substitute_and_citizens_holidays_are_holidays():
    assert c.holiday_name(date(2025, 11, 24)) == "勤労感謝の日 振替休日"
    assert c.holiday_name(date(2026, 9, 22)) == "国民の休日"
    assert c.holiday_name(date(2025, 11, 25)) is None
    assert c.is_weekend_or_holiday(date(2025, 11, 24))
    assert c.is_weekend_or_holiday(date(2025, 11, 22))
    assert not c.is_weekend_or_holiday(date(2025, 11, 25))


@pytest.mark.parametrize(
    ("day", "weekday", "closed"),
    [
        (date(2025, 11, 24), "monday", False),
        (date(2025, 11, 25), "monday", True),
        (date(2025, 11, 25), "tuesday", True),
        (date(2026, 2, 23), "monday", False),
        (date(2026, 2, 24), "monday", True),
        (date(2026, 9, 22), "tuesday", False),
        (date(2026, 9, 23), "tuesday", True),
        (date(2026, 9, 24), "tuesday", False),
        (date(2026, 9, 28), "monday", True),
        (date(2026, 9, 21), "monday", False),
    ],
)
def test_nth_weekday__moves_once_from_a_holiday(day, weekday, closed):
    assert c.is_nth_weekday_shifted(day, 4, weekday) is closed


def test_month_days__over_new_year_and_within_a_year():
    turn = ((12, 31), (1, 1))
    assert [c.is_between_month_days(day, *turn) for day in _around_new_year()] == [
        False,
        True,
        True,
        False,
    ]
    summer = ((8, 13), (8, 15))
    assert c.is_between_month_days(date(2025, 8, 13), *summer)
    assert c.is_between_month_days(date(2025, 8, 15), *summer)
    assert not c.is_between_month_days(date(2025, 8, 12), *summer)
    assert not c.is_between_month_days(date(2025, 8, 16), *summer)


def test_month_days__a_single_one():
    founding = ((10, 1), (10, 1))
    assert c.is_between_month_days(date(2025, 10, 1), *founding)
    assert not c.is_between_month_days(date(2025, 10, 2), *founding)


def _around_new_year():
    return date(2025, 12, 30), date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 2)
