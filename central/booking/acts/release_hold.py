"""確保枠の解除: the second of two managers agrees, and the slot is free."""

from django.db.models import Model

from central.booking.models import Hold, HoldState
from central.booking.use_cases import release_hold
from central.desk.acts import ActForm
from central.desk.fields import text
from central.desk.roles import MANAGES

__all__ = ["Act"]


class Act(ActForm):
    title = "確保枠を解除する"
    table = Hold
    roles = MANAGES
    advice = (
        "申し出た人とは別の管理者が行います。あとから「確定（端末確保枠）」の予約票を"
        "持った方が来られたら、空いていればその枠を、なければ代わりの枠をご案内ください。"
    )

    why = text("理由")

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Hold)
        return row.state == HoldState.HELD and row.asked_by != ""

    def body(self) -> release_hold.Body:
        return release_hold.Body(grant=self.row_of(Hold).pk, **self.cleaned_data)
