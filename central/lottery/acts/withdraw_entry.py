"""抽選の申込みの取下げ."""

from django.db.models import Model

from central.booking.wish_form import ways
from central.desk import fields
from central.desk.acts import ActForm
from central.desk.roles import AT_COUNTER
from central.lottery.models import Entry, EntryState
from central.lottery.use_cases import withdraw_entry
from central.policies import municipalities
from rules.facts import Verb

__all__ = ["Act"]


class Act(ActForm):
    title = "申込みを取り下げる"
    table = Entry
    roles = AT_COUNTER

    channel = fields.choice("受付の方法")

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Entry)
        open_ways = ways(municipalities()[row.municipality], Verb.WITHDRAW_ENTRY)
        return bool(open_ways) and row.state == EntryState.ENTERED

    def set_up(self) -> None:
        self.set_choices("channel", ways(self.desk.municipality, Verb.WITHDRAW_ENTRY))

    def body(self) -> withdraw_entry.Body:
        entry = self.row_of(Entry)
        return withdraw_entry.Body(
            resident=entry.resident_id,
            channel=self.cleaned_data["channel"],
            number=entry.number,
            recorded_at=self.desk.now,
        )
