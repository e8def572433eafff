"""利用料金通知書 (OG-S10): what each resident who pays by debit used in a month, to print."""

from collections.abc import Sequence
from functools import cached_property

from django.db.models import Model

from central.booking.words import place_text, time_text
from central.desk import fields
from central.desk.reports import ReportForm, Sheet
from central.desk.roles import AT_COUNTER
from central.money.debits import is_debited
from central.money.models import Charge
from central.money.names import purpose_text
from central.money.statements import Statement, statements
from rules.policy import Municipality
from rules.wording import day_text

__all__ = ["Report"]

HEAD = ("利用日", "施設", "時間", "費目", "金額")


class Report(ReportForm):
    """Of all residents, or of one."""

    title = "利用料金の通知"
    table = Charge
    roles = AT_COUNTER

    day = fields.day("利用月（その月のどの日でも）")
    number = fields.code("利用者番号", required=False)

    @classmethod
    def offered_in(cls, municipality: Municipality) -> bool:
        return is_debited(municipality)

    def sheets(self) -> Sequence[Sheet]:
        return [self._sheet(each) for each in self._found]

    def shows(self) -> Sequence[Model]:
        return [each.resident for each in self._found]

    @cached_property
    def _found(self) -> Sequence[Statement]:
        wanted = self.cleaned_data["number"]
        found = statements(self.desk.municipality.id, self.cleaned_data["day"])
        return [each for each in found if wanted in ("", each.resident.number)]

    def _sheet(self, statement: Statement) -> Sheet:
        resident, here = statement.resident, self.desk.municipality.id
        rows = [
            (
                day_text(line.day, "ja"),
                place_text(here, line.facility),
                time_text(line.start_minute, line.end_minute),
                purpose_text(line.purpose),
                f"{line.yen:,}円",
            )
            for line in statement.lines
        ]
        on = day_text(statement.debit_on, "ja")
        note = f"合計 {statement.yen:,}円を、{on}に口座から引き落とします。"
        return Sheet(f"{resident.name} 様（{resident.number}）", HEAD, rows, note)
