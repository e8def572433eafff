"""督促: a letter about a debt was sent."""

from collections.abc import Sequence

from django.db.models import Model

from central.decision import Decision
from central.desk.acts import ActForm
from central.desk.labels import reading
from central.desk.roles import MANAGES
from central.money.letters import LetterDue, ladder_of, next_letter
from central.money.models import Charge
from central.money.names import letter_text
from central.money.use_cases import send_letter
from rules.calendar import day_of
from rules.policy import Municipality

__all__ = ["Act"]


class Act(ActForm):
    title = "督促の発送を記録する"
    table = Charge
    roles = MANAGES
    advice = "次に送る文書を今日発送したことを記録します。"

    @classmethod
    def offered_in(cls, municipality: Municipality) -> bool:
        return ladder_of(municipality, municipality.epochs[-1]) is not None

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Charge)
        return row.unpaid_since is not None

    def body(self) -> send_letter.Body | Decision:
        due = self._due()
        step = "" if due is None else due.step
        return send_letter.Body(charge=self.row_of(Charge).id, step=step)

    def lines(self, decision: Decision) -> Sequence[tuple[str, str]]:
        step, pay_by = decision.outcome["step"], decision.outcome["pay_by"]
        return [("文書", letter_text(str(step))), ("指定する期限", reading("pay_by", pay_by))]

    def _due(self) -> LetterDue | None:
        today = day_of(self.desk.now)
        ladder = ladder_of(self.desk.municipality, today)
        return None if ladder is None else next_letter(self.row_of(Charge), ladder, today)
