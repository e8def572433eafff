"""What an individual (個人登録) may book: courts, people, sports; groups are not limited here."""

from collections.abc import Iterator

from rules.calendar import instant
from rules.case import Case
from rules.schema import Count, Group, Id, Many, Rule, SourcedRule
from rules.verdict import Reason

CODES = {
    "court_limit_individual": ("courts_max", "people_max"),
    "individual_sport": ("sport",),
}


class Limit(Rule):
    """``lifted_on_the_day``: no limit for a booking made on the day of use (使用当日)."""

    courts_max: Count
    people_max: Count
    lifted_on_the_day: bool


class Settings(Group):
    limit: Limit | None = None
    sports: SourcedRule[Many[Id]] | None = None


def reasons(case: Case) -> Iterator[Reason]:
    settings = case.settings(Settings)
    if not case.takes_courts or settings is None or case.kind != "individual":
        return
    if settings.limit is not None:
        yield from _limit(case, settings.limit)
    sports = settings.sports
    if sports is not None and case.slot.sport not in sports.value:
        yield Reason("individual_sport", sports.cited, {"sport": case.slot.sport})


def _limit(case: Case, limit: Limit) -> Iterator[Reason]:
    within = case.slot.courts <= limit.courts_max and case.request.people <= limit.people_max
    if within or (limit.lifted_on_the_day and case.today >= case.slot.day):
        return
    params = {"courts_max": limit.courts_max, "people_max": limit.people_max}
    lifted = instant(case.slot.day) if limit.lifted_on_the_day else None
    yield Reason("court_limit_individual", limit.cited, params, allowed_from=lifted)
