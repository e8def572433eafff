"""本登録: the desk has seen the papers."""

from django.db.models import Model, QuerySet

from central.desk.acts import ActForm
from central.desk.fields import many, yes
from central.desk.roles import AT_COUNTER
from central.registry.asked import document_names, enrolment_asks
from central.registry.models import ClassRegistration, Resident, ResidentState
from central.registry.papers import document_kinds, papers_seen
from central.registry.use_cases import approve
from rules import wording
from rules.calendar import day_of

__all__ = ["Act"]


class Act(ActForm):
    title = "本登録にする"
    table = Resident
    roles = AT_COUNTER
    advice = "確認した書類に印を付けてください。前に確認した書類は、印が付いています。"

    documents = many("確認した書類")
    classes = many("本登録にする施設区分")
    guardian_consent = yes("保護者の同意を確認した")
    proxy = yes("代理の人が手続きしている")

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Resident)
        if row.state == ResidentState.PROVISIONAL:
            return True
        return row.state == ResidentState.ACTIVE and _waiting(row).exists()

    def set_up(self) -> None:
        municipality, resident = self.desk.municipality, self.row_of(Resident)
        kinds = document_kinds(municipality, day_of(self.desk.now))
        self.set_choices("documents", document_names(kinds))
        self.initial["documents"] = sorted(papers_seen(resident))
        waiting = list(_waiting(resident).values_list("facility_class", flat=True))
        self.set_choices(
            "classes", ((name, wording.class_text(municipality, name, "ja")) for name in waiting)
        )
        self.initial["classes"] = waiting
        for name, setting in (("guardian_consent", "guardian"), ("proxy", "proxy")):
            if not enrolment_asks(municipality, setting):
                self.drop(name)

    def body(self) -> approve.Body:
        return approve.Body(resident=self.row_of(Resident).id, **self.cleaned_data)


def _waiting(resident: Resident) -> QuerySet[ClassRegistration]:
    rows = ClassRegistration.objects.filter(resident=resident, approved=False)
    return rows.order_by("facility_class")
