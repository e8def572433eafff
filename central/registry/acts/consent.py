"""利用規約への同意: given at the desk, to the terms as they stand."""

from django.db.models import Model

from central.desk.acts import ActForm
from central.desk.fields import choice
from central.desk.roles import AT_COUNTER
from central.policies import municipalities
from central.registry.asked import agrees_to_terms, unagreed
from central.registry.fields import Agreement
from central.registry.models import Resident, ResidentState
from central.registry.terms import terms_version
from central.registry.use_cases import consent
from rules.wording import class_text

__all__ = ["Act"]


class Act(ActForm):
    title = "利用規約への同意を受ける"
    table = Resident
    roles = AT_COUNTER
    advice = "いまの利用規約を示し、ご本人が同意してから進めてください。"

    facility_class = choice("同意した利用規約")

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Resident)
        known = municipalities()[row.municipality]
        if row.state == ResidentState.CLOSED or not agrees_to_terms(known):
            return False
        return bool(unagreed(known, row))

    def set_up(self) -> None:
        here = self.desk.municipality
        waiting = unagreed(here, self.row_of(Resident))
        names = [(scope, class_text(here, scope, "ja")) for scope in waiting]
        self.set_choices("facility_class", names)
        if len(names) == 1:
            self.initial["facility_class"] = names[0][0]

    def body(self) -> consent.Body:
        scope = self.cleaned_data["facility_class"]
        version = terms_version(self.desk.municipality, scope)
        agreement = Agreement(facility_class=scope, version=version)
        return consent.Body(resident=self.row_of(Resident).id, agreement=agreement)
