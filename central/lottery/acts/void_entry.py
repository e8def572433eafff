"""申込みの無効: it stays in the published list, with the reason."""

from django.db.models import Model

from central.desk import fields
from central.desk.acts import ActForm
from central.desk.roles import MANAGES
from central.lottery.models import Entry, EntryState
from central.lottery.use_cases import void_entry
from central.lottery.words import WHY_VOID

__all__ = ["Act"]


class Act(ActForm):
    title = "申込みを無効にする"
    table = Entry
    roles = MANAGES
    advice = "申込みは公表される一覧に、無効の理由とともに残ります。"

    why = fields.choice("理由", WHY_VOID.items())

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Entry)
        return row.state == EntryState.ENTERED

    def body(self) -> void_entry.Body:
        return void_entry.Body(number=self.row_of(Entry).number, **self.cleaned_data)
