"""督促状・催告書: who is to be written to now, the oldest debts first."""

from collections.abc import Sequence
from functools import cached_property

from django.db.models import Model

from central.desk.labels import reading
from central.desk.reports import ReportForm, Sheet
from central.desk.roles import MANAGES
from central.money.ledger import owed_yen
from central.money.letters import LetterDue, ladder_of, letters_due
from central.money.models import Charge
from central.money.names import letter_text, purpose_text
from central.money.words import payer_text
from rules.calendar import day_of
from rules.policy import Municipality

__all__ = ["Report"]

HEAD = ("文書", "利用者", "住所", "費目", "未納額", "滞納の始まり", "指定する期限")


class Report(ReportForm):
    title = "督促を送る方"
    table = Charge
    roles = MANAGES

    @classmethod
    def offered_in(cls, municipality: Municipality) -> bool:
        return ladder_of(municipality, municipality.epochs[-1]) is not None

    def sheets(self) -> Sequence[Sheet]:
        return (Sheet("今送る文書", HEAD, [_row(due) for due in self._due]),)

    def shows(self) -> Sequence[Model]:
        return [due.charge for due in self._due]

    @cached_property
    def _due(self) -> Sequence[LetterDue]:
        return letters_due(self.desk.municipality, day_of(self.desk.now))


def _row(due: LetterDue) -> tuple[str, ...]:
    charge = due.charge
    since = charge.unpaid_since
    return (
        letter_text(due.step),
        payer_text(charge),
        "" if charge.resident is None else charge.resident.address,
        purpose_text(charge.purpose),
        f"{owed_yen(charge):,}円",
        "" if since is None else reading("day", since.isoformat()),
        reading("day", due.pay_by.isoformat()),
    )
