"""返却を頼む: a manager wants a slot that a terminal holds."""

from django.db.models import Model

from central.booking.models import Hold, HoldState
from central.booking.use_cases import recall_hold
from central.desk.acts import ActForm
from central.desk.roles import AT_COUNTER

__all__ = ["Act"]


class Act(ActForm):
    title = "端末に返却を頼む"
    table = Hold
    roles = AT_COUNTER
    advice = "端末がつながっていて、まだ使っていなければ、数秒で返ってきます。"

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Hold)
        return row.state == HoldState.HELD and row.recalled_at is None

    def body(self) -> recall_hold.Body:
        return recall_hold.Body(grant=self.row_of(Hold).pk)
