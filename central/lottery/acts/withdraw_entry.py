"""抽選の申込みの取下げ."""

from django.db.models import Model

from central.booking.wish_form import WAYS
from central.desk import fields
from central.desk.acts import ActForm
from central.desk.roles import AT_COUNTER
from central.lottery.models import Entry, EntryState
from central.lottery.use_cases import withdraw_entry
from rules.facts import Channel

__all__ = ["Act"]


class Act(ActForm):
    title = "申込みを取り下げる"
    table = Entry
    roles = AT_COUNTER

    channel = fields.choice("受付の方法", WAYS, initial=Channel.DESK.value)

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Entry)
        return row.state == EntryState.ENTERED

    def body(self) -> withdraw_entry.Body:
        entry = self.row_of(Entry)
        return withdraw_entry.Body(
            resident=entry.resident_id,
            channel=self.cleaned_data["channel"],
            number=entry.number,
            recorded_at=self.desk.now,
        )
