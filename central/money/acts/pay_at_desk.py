"""窓口での納付: cash for a charge, and the paper for it."""

from django.db.models import Model
from django.urls import reverse

from central.decision import Decision
from central.desk.acts import ActForm, Paper
from central.desk.fields import choice, count
from central.desk.roles import AT_COUNTER
from central.money.facts import cash_desks_of
from central.money.ledger import owed_yen
from central.money.models import Charge
from central.money.use_cases import pay_at_desk
from rules.wording import in_language

__all__ = ["Act"]


class Act(ActForm):
    title = "納付を受ける"
    table = Charge
    roles = AT_COUNTER
    advice = "金額は、納める額の全部です。"

    yen = count("受け取った金額(円)", 1, 100_000_000)
    desk_of = choice("窓口")

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Charge)
        return owed_yen(row) > 0

    def set_up(self) -> None:
        charge = self.row_of(Charge)
        self.initial["yen"] = owed_yen(charge)
        desks = cash_desks_of(charge, self.desk.municipality)
        self.set_choices("desk_of", ((desk.id, in_language(desk.name, "ja")) for desk in desks))

    def body(self) -> pay_at_desk.Body:
        return pay_at_desk.Body(
            charge=self.row_of(Charge).id,
            yen=self.cleaned_data["yen"],
            desk=self.cleaned_data["desk_of"] or None,
        )

    def papers(self, decision: Decision) -> tuple[Paper, ...]:
        movement = decision.outcome["movement"]
        path = reverse("admin:money_receipt", args=(movement,))
        return (Paper("施設使用許可書兼領収書を印刷する", path),)
