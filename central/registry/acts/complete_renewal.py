"""完了: an application for renewal is done."""

from django.db.models import Model

from central.desk.acts import ActForm
from central.desk.roles import AT_COUNTER
from central.registry.models import RenewalApplication, RenewalState
from central.registry.renewals import may_become
from central.registry.use_cases import complete_renewal

__all__ = ["Act"]


class Act(ActForm):
    title = "完了にする"
    table = RenewalApplication
    roles = AT_COUNTER
    advice = "登録の有効期限が新しくなります。"

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, RenewalApplication)
        return may_become(row, RenewalState.COMPLETED)

    def body(self) -> complete_renewal.Body:
        return complete_renewal.Body(application=self.row_of(RenewalApplication).id)
