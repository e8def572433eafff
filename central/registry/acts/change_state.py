"""停止・再開・廃止: with why."""

from collections.abc import Sequence

from django.db.models import Model

from central.decision import Decision
from central.desk.acts import ActForm
from central.desk.fields import choice, text
from central.desk.roles import MANAGES
from central.registry.models import Resident, ResidentState
from central.registry.states import TRANSITIONS
from central.registry.use_cases import change_state

__all__ = ["Act"]

_STEPS = {
    ResidentState.ACTIVE: "再開する(有効に戻す)",
    ResidentState.SUSPENDED: "停止する",
    ResidentState.CLOSED: "廃止する(元には戻せません)",
}


class Act(ActForm):
    title = "停止・再開・廃止する"
    table = Resident
    roles = MANAGES
    advice = "理由は、利用者の記録に残ります。"

    to = choice("どうしますか")
    why = text("理由")

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Resident)
        return bool(TRANSITIONS[row.state])

    def set_up(self) -> None:
        possible = TRANSITIONS[self.row_of(Resident).state]
        self.set_choices("to", ((to, name) for to, name in _STEPS.items() if to in possible))

    def body(self) -> change_state.Body:
        return change_state.Body(resident=self.row_of(Resident).id, **self.cleaned_data)

    def lines(self, decision: Decision) -> Sequence[tuple[str, str]]:  # noqa: ARG002 - a frame's signature
        before = ResidentState(self.row_of(Resident).state).label
        after = ResidentState(self.cleaned_data["to"]).label
        return [("状態", f"{before} → {after}")]
