"""When wins of a draw are confirmed (利用確定); what is not confirmed then is lost."""

from collections.abc import Iterator

from rules.case import Case
from rules.facts import Verb
from rules.periods import Period
from rules.schema import Group
from rules.verdict import Reason

CODES = {
    "nothing_to_confirm": (),
    "confirmation_not_open": ("opens_at",),
    "confirmation_over": (),
}


class Settings(Group):
    period: Period | None = None


def reasons(case: Case) -> Iterator[Reason]:
    month = case.request.month
    if case.verb is not Verb.CONFIRM_WIN or month is None:
        return
    settings = case.settings(Settings)
    if settings is None or settings.period is None:
        yield Reason("nothing_to_confirm", "CM-07")
        return
    period = settings.period
    opens, closes = period.opens_at(month), period.closes_at(month)
    if case.now < opens:
        params = {"opens_at": opens.isoformat()}
        yield Reason("confirmation_not_open", period.cited, params, allowed_from=opens)
    if case.now >= closes:
        yield Reason("confirmation_over", period.cited, allowed_until=closes)
