"""完了: an application for renewal is done."""

from django.db.models import Model

from central.desk.acts import ActForm
from central.desk.fields import choice
from central.desk.roles import AT_COUNTER
from central.registry.asked import papers_of_identity
from central.registry.models import RenewalApplication, RenewalState
from central.registry.renewals import may_become, renewal_settings
from central.registry.use_cases import complete_renewal
from rules.calendar import day_of

__all__ = ["Act"]


class Act(ActForm):
    title = "完了にする"
    table = RenewalApplication
    roles = AT_COUNTER
    advice = "登録の有効期限が新しくなります。"

    document = choice("本人を確認した書類")

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, RenewalApplication)
        return may_become(row, RenewalState.COMPLETED)

    def set_up(self) -> None:
        here, today = self.desk.municipality, day_of(self.desk.now)
        if renewal_settings(here, today).identity is None:
            self.drop("document")
        else:
            self.set_choices("document", papers_of_identity(here, today))

    def body(self) -> complete_renewal.Body:
        application = self.row_of(RenewalApplication).id
        return complete_renewal.Body(application=application, **self.cleaned_data)
