"""差し戻し: an application for renewal goes back, with why."""

from django.db.models import Model

from central.desk.acts import ActForm
from central.desk.fields import text
from central.desk.roles import AT_COUNTER
from central.registry.models import RenewalApplication, RenewalState
from central.registry.renewals import may_become
from central.registry.use_cases import return_renewal

__all__ = ["Act"]


class Act(ActForm):
    title = "差し戻す"
    table = RenewalApplication
    roles = AT_COUNTER
    advice = "申請した人に伝わる言葉で書いてください。"

    why = text("差し戻しの理由")

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, RenewalApplication)
        return may_become(row, RenewalState.RETURNED)

    def body(self) -> return_renewal.Body:
        return return_renewal.Body(
            application=self.row_of(RenewalApplication).id, **self.cleaned_data
        )
