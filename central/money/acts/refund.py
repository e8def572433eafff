"""還付: what was paid too much is given back, with its slip."""

from django.db.models import Model
from django.urls import reverse

from central.decision import Decision
from central.desk import fields
from central.desk.acts import ActForm, Paper
from central.desk.roles import AT_COUNTER
from central.money.ledger import to_give_back_yen
from central.money.models import Charge
from central.money.use_cases import refund
from rules.wording import in_language

__all__ = ["Act"]


class Act(ActForm):
    title = "お金をお返しする"
    table = Charge
    roles = AT_COUNTER
    advice = "金額は、お返しする額の全部です。"

    yen = fields.count("お返しする金額（円）", 1, 100_000_000)
    venue = fields.choice("お返しする窓口", required=False)

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Charge)
        return to_give_back_yen(row) > 0

    def set_up(self) -> None:
        self.initial["yen"] = to_give_back_yen(self.row_of(Charge))
        venues = self.desk.municipality.venues.values()
        self.set_choices("venue", ((each.id, in_language(each.name, "ja")) for each in venues))

    def body(self) -> refund.Body:
        return refund.Body(
            charge=self.row_of(Charge).id,
            yen=self.cleaned_data["yen"],
            venue=self.cleaned_data["venue"] or None,
        )

    def papers(self, decision: Decision) -> tuple[Paper, ...]:
        path = reverse("admin:money_receipt", args=(decision.outcome["movement"],))
        return (Paper("還付領収書を印刷する", path),)
