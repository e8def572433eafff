"""登録廃止の届け: where a registration renews itself unless its owner says no."""

from collections.abc import Sequence

from django.db.models import Model

from central.decision import Decision
from central.desk.acts import ActForm
from central.desk.fields import day
from central.desk.roles import AT_COUNTER
from central.policies import municipalities
from central.registry.models import Resident, ResidentState
from central.registry.renewals import ends_by_notice_only
from central.registry.use_cases import notice_withdrawal
from rules.calendar import day_of

__all__ = ["Act"]


class Act(ActForm):
    title = "登録廃止の届けを受ける"
    table = Resident
    roles = AT_COUNTER

    noticed_on = day("届けを受けた日")

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Resident)
        known = municipalities()[row.municipality]
        return row.state != ResidentState.CLOSED and ends_by_notice_only(known)

    def set_up(self) -> None:
        self.initial["noticed_on"] = day_of(self.desk.now)

    def body(self) -> notice_withdrawal.Body:
        return notice_withdrawal.Body(resident=self.row_of(Resident).id, **self.cleaned_data)

    def lines(self, decision: Decision) -> Sequence[tuple[str, str]]:
        last = self.row_of(Resident).valid_until
        if decision.outcome["ends"]:
            return [("登録", f"{last:%Y年%-m月%-d日}で終わります。")]
        return [("登録", "届けが更新の締切に間に合わないため、もう一度更新されます。")]
