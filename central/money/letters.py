"""The letters about debts (督促状・催告書): which the rules ask for, and which were sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from central.money.ledger import owed_yen
from central.money.models import Charge
from rules.calendar import first_of_month, last_of_month
from rules.facts import Debt
from rules.families.sanctions import Ladder, Settings, pay_by
from rules.policy import Municipality

__all__ = ["LetterDue", "debt_of", "ladder_of", "letters_due", "next_letter"]

#: A page of the report; what is beyond it is there once these are sent.
REPORT_MAX = 1_000


@dataclass(frozen=True, slots=True)
class LetterDue:
    """The next letter about a charge; ``pay_by`` is the day that it asks for (指定期限)."""

    charge: Charge
    step: str
    pay_by: date


def ladder_of(municipality: Municipality, today: date) -> Ladder | None:
    settings = municipality.settings(municipality.id, today).get(Settings)
    return settings.ladder if isinstance(settings, Settings) else None


def debt_of(charge: Charge) -> Debt | None:
    if charge.unpaid_since is None or owed_yen(charge) == 0:
        return None
    return Debt(owed_yen(charge), charge.unpaid_since)


def next_letter(charge: Charge, ladder: Ladder, today: date) -> LetterDue | None:
    """The first step that was not sent, from the month on in which it asks for payment.

    One that is sent late asks for the end of the month in which it is sent.
    """
    debt, sent = debt_of(charge), {letter.step for letter in charge.letters.all()}
    step = next((each for each in ladder.letters if each.letter not in sent), None)
    if debt is None or step is None or today < first_of_month(pay_by(step, debt)):
        return None
    return LetterDue(charge, step.letter, max(pay_by(step, debt), last_of_month(today)))


def letters_due(municipality: Municipality, today: date) -> tuple[LetterDue, ...]:
    """What the staff have to write now, the oldest debts first."""
    ladder = ladder_of(municipality, today)
    return () if ladder is None else tuple(_due(municipality.id, ladder, today))


def _due(municipality: str, ladder: Ladder, today: date) -> Iterator[LetterDue]:
    owed = Charge.objects.filter(municipality=municipality, unpaid_since__isnull=False)
    owed = owed.select_related("resident", "booking").prefetch_related("letters")
    for charge in owed.order_by("unpaid_since", "id")[:REPORT_MAX]:
        due = next_letter(charge, ladder, today)
        if due is not None:
            yield due
