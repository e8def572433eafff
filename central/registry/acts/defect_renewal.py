"""不備: what is wrong with an application for renewal; a new one follows it."""

from django.db.models import Model

from central.desk.acts import ActForm
from central.desk.fields import text
from central.desk.roles import AT_COUNTER
from central.registry.models import RenewalApplication, RenewalState
from central.registry.renewals import may_become
from central.registry.use_cases import defect_renewal

__all__ = ["Act"]


class Act(ActForm):
    title = "不備とする"
    table = RenewalApplication
    roles = AT_COUNTER
    advice = "申請した人が何を直せばよいか分かるように書いてください。"

    why = text("不備の内容")

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, RenewalApplication)
        return may_become(row, RenewalState.DEFECTIVE)

    def body(self) -> defect_renewal.Body:
        return defect_renewal.Body(
            application=self.row_of(RenewalApplication).id, **self.cleaned_data
        )
