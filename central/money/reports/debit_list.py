"""口座振替の依頼: what each resident pays by debit on a day, for the bank."""

from collections.abc import Sequence
from functools import cached_property

from central.desk import fields
from central.desk.reports import ReportForm, Sheet, TextFile
from central.desk.roles import MANAGES
from central.money.bank import debit_file
from central.money.debits import is_debited
from central.money.models import Charge
from rules.policy import Municipality

__all__ = ["Report"]


class Report(ReportForm):
    """With the file that goes to the bank: by number alone, without names."""

    title = "口座振替の依頼"
    table = Charge
    roles = MANAGES

    day = fields.day("振替日")

    @classmethod
    def offered_in(cls, municipality: Municipality) -> bool:
        return is_debited(municipality)

    def sheets(self) -> Sequence[Sheet]:
        head, *rows = [line.split(",") for line in self._text.splitlines()]
        people, yen = len(rows), sum(int(row[-1]) for row in rows)
        day = self.cleaned_data["day"]
        title = f"{day.year}年{day.month}月{day.day}日の口座振替"
        shown = [(number, when, f"{int(yen):,}円") for number, when, yen in rows]
        return (Sheet(title, head, shown, f"{people}人　合計 {yen:,}円"),)

    def file(self) -> TextFile:
        return TextFile(f"debit-{self.cleaned_data['day'].isoformat()}.csv", self._text)

    @cached_property
    def _text(self) -> str:
        return debit_file(self.desk.municipality.id, self.cleaned_data["day"])
