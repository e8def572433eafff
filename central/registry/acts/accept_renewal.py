"""受理: the staff take an application for renewal in hand."""

from django.db.models import Model

from central.desk.acts import ActForm
from central.desk.roles import AT_COUNTER
from central.registry.models import RenewalApplication, RenewalState
from central.registry.renewals import may_become
from central.registry.use_cases import accept_renewal

__all__ = ["Act"]


class Act(ActForm):
    title = "受理する"
    table = RenewalApplication
    roles = AT_COUNTER
    advice = "受理の前に、記入と添付書類をご確認ください。"

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, RenewalApplication)
        return may_become(row, RenewalState.ACCEPTED)

    def body(self) -> accept_renewal.Body:
        return accept_renewal.Body(application=self.row_of(RenewalApplication).id)
