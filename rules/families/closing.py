"""Days on which a room is closed: by the week, the month, holidays and the year (休館日)."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import Field

from rules.calendar import (
    WEEKDAYS,
    holiday_name,
    instant,
    is_between_month_days,
    is_nth_weekday,
    is_nth_weekday_shifted,
)
from rules.case import Case
from rules.facts import Channel
from rules.schema import Cited, Group, Model, MonthDay, Rule, Weekday
from rules.verdict import Reason

CODES = {"closed_day": ("day",), "desk_closed": ("day",)}
#: No closing lasts longer; a search for the next open day ends.
SEARCH_DAYS_MAX = 60


class Weekly(Rule):
    """Every week on a day, holiday or not (毎週火曜日)."""

    weekday: Weekday


class NthWeekday(Rule):
    """The n-th weekday of a month, on a holiday moved or not (第4月曜、祝日の場合は翌日)."""

    n: Annotated[int, Field(ge=1, le=5)]
    weekday: Weekday
    on_holiday: Literal["closed", "next_day"]


class Span(Rule):
    """From one day of the year to another, both included (年末年始)."""

    first: MonthDay
    last: MonthDay


class Settings(Group):
    """``after_holiday``: closed on the day after each holiday, literally, holiday or not.

    ``desk``: on a day that is closed the desk takes no booking for another day either.
    """

    weekly: Weekly | None = None
    nth_weekday: NthWeekday | None = None
    after_holiday: Cited | None = None
    year_end: Span | None = None
    desk: Cited | None = None


def closed_by(settings: Settings, day: date) -> tuple[str, ...]:
    """The ids of the rules that close a day, sorted; none: open."""
    rules = set()
    weekly, after = settings.weekly, settings.after_holiday
    if weekly is not None and WEEKDAYS[day.weekday()] == weekly.weekday:
        rules.add(weekly.cited)
    if settings.nth_weekday is not None and _falls_on(settings.nth_weekday, day):
        rules.add(settings.nth_weekday.cited)
    if after is not None and holiday_name(day - timedelta(days=1)) is not None:
        rules.add(after.cited)
    span = settings.year_end
    if span is not None and is_between_month_days(day, span.first, span.last):
        rules.add(span.cited)
    return tuple(sorted(rules))


def is_closed(parts: Mapping[type[Model], Model], day: date) -> bool:
    """Whether the settings of a room on a day close it."""
    settings = parts.get(Settings)
    return isinstance(settings, Settings) and bool(closed_by(settings, day))


def reasons(case: Case) -> Iterator[Reason]:
    settings = case.settings(Settings)
    if settings is None or not case.takes_more:
        return
    for rule in closed_by(settings, case.slot.day):
        yield Reason("closed_day", rule, {"day": case.slot.day.isoformat()})
    if case.request.channel is Channel.DESK and settings.desk is not None:
        yield from _desk(case, settings, settings.desk)


def _desk(case: Case, settings: Settings, desk: Cited) -> Iterator[Reason]:
    if not closed_by(settings, case.today):
        return
    later = (case.today + timedelta(days=n) for n in range(1, SEARCH_DAYS_MAX))
    opens = next((instant(day) for day in later if not closed_by(settings, day)), None)
    params = {"day": case.today.isoformat()}
    yield Reason("desk_closed", desk.cited, params, allowed_from=opens)


def _falls_on(rule: NthWeekday, day: date) -> bool:
    if rule.on_holiday == "next_day":
        return is_nth_weekday_shifted(day, rule.n, rule.weekday)
    return is_nth_weekday(day, rule.n, rule.weekday)
