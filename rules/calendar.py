"""Japan time: days, instants, minutes of a day, holidays and the arithmetic of months."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import jpholiday

JAPAN = ZoneInfo("Asia/Tokyo")
DAY_MINUTES = 24 * 60
#: The days of use that the rules speak of; others are refused, so that no arithmetic overflows.
FIRST_DAY = date(2000, 1, 1)
LAST_DAY = date(2099, 12, 31)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def instant(day: date, minute: int = 0) -> datetime:
    """The instant of a minute of a day; 24:00 (1440) is 00:00 of the next day."""
    return datetime(day.year, day.month, day.day, tzinfo=JAPAN) + timedelta(minutes=minute)


def day_of(moment: datetime) -> date:
    """The day in Japan on which an instant falls."""
    return moment.astimezone(JAPAN).date()


def minutes_of(text: str) -> int:
    """``"09:30"`` as minutes after midnight; ``"24:00"`` is the end of the day."""
    hours, separator, minutes = text.partition(":")
    if not (separator and len(text) == 5 and (hours + minutes).isascii()):
        raise ValueError("must be a time of day such as 09:30")
    if not (hours + minutes).isdigit() or int(minutes) > 59:
        raise ValueError("must be a time of day such as 09:30")
    if int(hours) * 60 + int(minutes) > DAY_MINUTES:
        raise ValueError("must be a time of day up to 24:00")
    return int(hours) * 60 + int(minutes)


def clock_text(minute: int) -> str:
    """Minutes after midnight as ``"09:30"``; the end of the day is ``"24:00"``."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def first_of_month(day: date, months_later: int = 0) -> date:
    """The first day of the month so many months after the month of a day (before, if negative)."""
    month = day.year * 12 + day.month - 1 + months_later
    return date(month // 12, month % 12 + 1, 1)


def last_of_month(day: date, months_later: int = 0) -> date:
    """The last day of that month: 2025-10-31 and two months (翌々月末) give 2025-12-31."""
    first = first_of_month(day, months_later)
    return first.replace(day=monthrange(first.year, first.month)[1])


def months_after(day: date, months: int) -> date:
    """The same day so many months later (before, if negative), or the last of a shorter month."""
    first = first_of_month(day, months)
    return first.replace(day=min(day.day, last_of_month(first).day))


def holiday_name(day: date) -> str | None:
    """The Japanese name of a national holiday, substitute and citizens' holidays included."""
    return _holidays(day.year).get(day)


def is_weekend_or_holiday(day: date) -> bool:
    """土・日・祝日."""
    return day.weekday() >= 5 or holiday_name(day) is not None


def is_nth_weekday(day: date, n: int, weekday: str) -> bool:
    """Whether a day is the n-th of its weekday in its month."""
    return WEEKDAYS[day.weekday()] == weekday and (day.day - 1) // 7 + 1 == n


def is_nth_weekday_shifted(day: date, n: int, weekday: str) -> bool:
    """Whether a day is the n-th weekday, moved to the day after where it is a holiday (翌日).

    Taken literally: it moves once, even onto another holiday (September 2026).
    """
    before = day - timedelta(days=1)
    moved_here = is_nth_weekday(before, n, weekday) and holiday_name(before) is not None
    return moved_here or (is_nth_weekday(day, n, weekday) and holiday_name(day) is None)


def is_between_month_days(day: date, first: tuple[int, int], last: tuple[int, int]) -> bool:
    """Whether a day lies from one (month, day) to another, both included, over New Year or not."""
    here = (day.month, day.day)
    if first <= last:
        return first <= here <= last
    return here >= first or here <= last


@lru_cache(maxsize=64)
def _holidays(year: int) -> Mapping[date, str]:
    return dict(jpholiday.year_holidays(year))
