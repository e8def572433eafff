"""書類の確認: papers that come one by one."""

from django.db.models import Model

from central.desk.acts import ActForm
from central.desk.fields import many
from central.desk.roles import AT_COUNTER
from central.policies import municipalities
from central.registry.asked import document_names, takes_papers
from central.registry.models import Resident, ResidentState
from central.registry.papers import document_kinds
from central.registry.use_cases import see_documents
from rules.calendar import day_of

__all__ = ["Act"]


class Act(ActForm):
    title = "書類を確認した"
    table = Resident
    roles = AT_COUNTER
    advice = "見た書類の種類だけを記録します。番号や写しは残しません。"

    documents = many("確認した書類", required=True)

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Resident)
        return row.state != ResidentState.CLOSED and takes_papers(
            municipalities()[row.municipality]
        )

    def set_up(self) -> None:
        kinds = document_kinds(self.desk.municipality, day_of(self.desk.now))
        self.set_choices("documents", document_names(kinds))

    def body(self) -> see_documents.Body:
        return see_documents.Body(resident=self.row_of(Resident).id, **self.cleaned_data)
