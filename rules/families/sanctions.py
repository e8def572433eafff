"""What unpaid fees and no-shows lead to: an account that stops, a booking that is refused.

督促状・催告書・利用停止, 未納による予約の制限, 無断キャンセル.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Self

from pydantic import model_validator

from rules.calendar import instant, last_of_month
from rules.case import Case
from rules.facts import Debt, Resident
from rules.schema import Count, Group, Id, Many, Model, Months, Rule, Sourced, Verbs
from rules.verdict import Reason

CODES = {
    "stopped_for_debts": ("stop_at", "debt_yen"),
    "unpaid_fees": ("debt_yen",),
    "too_many_no_shows": ("no_shows_max",),
}


class Letter(Model):
    """A letter to pay by the end of the month so many months after the debt arose."""

    letter: Id
    months_after: Months


class Ladder(Rule):
    """Letters one after another (督促状, 催告書); the account stops after the date of one.

    A debt arose in the month whose end was the last on or before it: a debit at the end of August,
    moved to the first of September, is August's.
    """

    letters: Many[Letter]
    stops_after: Sourced[Id]
    refuses: Verbs

    @model_validator(mode="after")
    def _stops_after_a_letter(self) -> Self:
        if self.stops_after.value not in {letter.letter for letter in self.letters}:
            raise ValueError("stops after a letter that it does not send")
        return self


class Unpaid(Rule):
    """Verbs that are refused as long as anything is unpaid."""

    refuses: Verbs


class NoShows(Rule):
    """Verbs that are refused from so many no-shows on."""

    most: Count
    refuses: Verbs


class Settings(Group):
    ladder: Ladder | None = None
    unpaid: Unpaid | None = None
    no_shows: NoShows | None = None


def pay_by(letter: Letter, debt: Debt) -> date:
    """The day by which a letter about a debt asks for payment."""
    return last_of_month(_month_of(debt.since), letter.months_after)


def stop_on(ladder: Ladder, debt: Debt) -> datetime:
    """The instant at which an account stops, unless the debt is paid before (利用停止)."""
    last = next(each for each in ladder.letters if each.letter == ladder.stops_after.value)
    return instant(pay_by(last, debt) + timedelta(days=1))


def reasons(case: Case) -> Iterator[Reason]:
    settings, resident = case.settings(Settings), case.resident
    if settings is None or resident is None:
        return
    ladder, unpaid, shows = settings.ladder, settings.unpaid, settings.no_shows
    if ladder is not None and case.verb in ladder.refuses:
        yield from _stopped(case, ladder, resident)
    if unpaid is not None and case.verb in unpaid.refuses:
        yield from _unpaid(case, unpaid, resident)
    if shows is not None and case.verb in shows.refuses and resident.no_shows > shows.most:
        yield Reason("too_many_no_shows", shows.cited, {"no_shows_max": shows.most})


def _stopped(case: Case, ladder: Ladder, resident: Resident) -> Iterator[Reason]:
    first = min((stop_on(ladder, debt) for debt in _debts(resident)), default=None)
    if first is not None and case.now >= first:
        params = {"stop_at": first.isoformat(), "debt_yen": _sum(_debts(resident))}
        yield Reason("stopped_for_debts", ladder.cited, params, allowed_until=first)


def _unpaid(case: Case, unpaid: Unpaid, resident: Resident) -> Iterator[Reason]:
    due = [debt for debt in _debts(resident) if debt.since <= case.today]
    if due:
        since = instant(min(debt.since for debt in due))
        yield Reason("unpaid_fees", unpaid.cited, {"debt_yen": _sum(due)}, allowed_until=since)


def _debts(resident: Resident) -> list[Debt]:
    return [debt for debt in resident.debts if debt.amount > 0]


def _sum(debts: list[Debt]) -> int:
    return sum(debt.amount for debt in debts)


def _month_of(since: date) -> date:
    return since if since == last_of_month(since) else last_of_month(since, -1)
