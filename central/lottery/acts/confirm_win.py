"""当選の利用確定: this win, or all of the resident's in the month."""

from django.db.models import Model

from central.booking.wish_form import ways
from central.desk import fields
from central.desk.acts import ActForm
from central.desk.roles import AT_COUNTER
from central.lottery.models import Entry, EntryState
from central.lottery.use_cases import confirm_win
from central.policies import municipalities
from rules.facts import Verb
from sync.wire import ConfirmWinBody

__all__ = ["Act"]


class Act(ActForm):
    title = "利用を確定する"
    table = Entry
    roles = AT_COUNTER

    whole_month = fields.yes("同じ月のほかの当選も確定する")
    channel = fields.choice("受付の方法")

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Entry)
        open_ways = ways(municipalities()[row.municipality], Verb.CONFIRM_WIN)
        return bool(open_ways) and row.state == EntryState.WON

    def set_up(self) -> None:
        self.set_choices("channel", ways(self.desk.municipality, Verb.CONFIRM_WIN))

    def body(self) -> confirm_win.Body:
        entry = self.row_of(Entry)
        entries = () if self.cleaned_data["whole_month"] else (entry.number,)
        return confirm_win.Body(
            resident=entry.resident_id,
            channel=self.cleaned_data["channel"],
            wish=ConfirmWinBody(month=entry.month, entries=entries),
            recorded_at=self.desk.now,
        )
