"""解除の申出: the first of two managers, where a terminal is lost with what it holds."""

from django.db.models import Model

from central.booking.models import Hold, HoldState
from central.booking.use_cases import ask_hold_release
from central.desk.acts import ActForm
from central.desk.fields import text
from central.desk.roles import MANAGES

__all__ = ["Act"]


class Act(ActForm):
    title = "確保枠の解除を申し出る"
    table = Hold
    roles = MANAGES
    advice = (
        "端末が戻らないときだけ使います。先に、端末の記録かジャーナル紙で、この枠の"
        "予約票が出ていないことを確かめてください。もう一人の管理者が解除します。"
    )

    why = text("理由")

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Hold)
        return row.state == HoldState.HELD and not row.asked_by

    def body(self) -> ask_hold_release.Body:
        return ask_hold_release.Body(grant=self.row_of(Hold).pk, **self.cleaned_data)
