"""予約の取消: what it costs is shown before it is done."""

from collections.abc import Sequence

from django.db.models import Model

from central.booking.models import LIVE, Booking
from central.booking.use_cases import cancel
from central.booking.wish_form import WAYS
from central.decision import Decision
from central.desk import fields
from central.desk.acts import ActForm
from central.desk.roles import AT_COUNTER
from central.money.models import Charge
from rules.facts import Channel

__all__ = ["Act"]


class Act(ActForm):
    title = "予約を取り消す"
    table = Booking
    roles = AT_COUNTER
    advice = "次の画面で、取消料とお返しする額をご確認ください。"

    channel = fields.choice("受付の方法", WAYS, initial=Channel.DESK.value)

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Booking)
        return row.state in LIVE

    def body(self) -> cancel.Body:
        return cancel.Body(
            channel=self.cleaned_data["channel"],
            number=self.row_of(Booking).number,
            recorded_at=self.desk.now,
        )

    def lines(self, decision: Decision) -> Sequence[tuple[str, str]]:
        """With the yen that its holder gets back."""
        charges = Charge.objects.filter(booking=self.row_of(Booking))
        paid = sum(charges.values_list("paid_yen", flat=True))
        back = paid - int(decision.outcome.get("fee_due") or 0)
        return [*super().lines(decision), ("お返しする額", f"{max(0, back):,}円")]
