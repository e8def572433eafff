"""Days on which a room is closed: every month on a weekday, and around the year's end (休館日)."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from rules.calendar import is_between_month_days, is_nth_weekday, is_nth_weekday_shifted
from rules.case import Case
from rules.facts import Verb
from rules.schema import Group, MonthDay, Rule, Weekday
from rules.verdict import Reason

CODES = {"closed_day": ("day",)}


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
    nth_weekday: NthWeekday | None = None
    year_end: Span | None = None


def closed_by(settings: Settings, day: date) -> tuple[str, ...]:
    """The ids of the rules that close a day, sorted; none: open."""
    rules = set()
    if settings.nth_weekday is not None and _falls_on(settings.nth_weekday, day):
        rules.add(settings.nth_weekday.cited)
    span = settings.year_end
    if span is not None and is_between_month_days(day, span.first, span.last):
        rules.add(span.cited)
    return tuple(sorted(rules))


def reasons(case: Case) -> Iterator[Reason]:
    settings = case.settings(Settings)
    if case.verb is not Verb.BOOK or settings is None:
        return
    for rule in closed_by(settings, case.slot.day):
        yield Reason("closed_day", rule, {"day": case.slot.day.isoformat()})


def _falls_on(rule: NthWeekday, day: date) -> bool:
    if rule.on_holiday == "next_day":
        return is_nth_weekday_shifted(day, rule.n, rule.weekday)
    return is_nth_weekday(day, rule.n, rule.weekday)
