"""カードの発行: the first, or one after a loss."""

from django.db.models import Model

from central.desk.acts import ActForm
from central.desk.roles import AT_COUNTER
from central.registry.asked import card_field
from central.registry.models import CardState, Resident, ResidentState
from central.registry.use_cases import issue_card

__all__ = ["Act"]


class Act(ActForm):
    title = "カードを発行する"
    table = Resident
    roles = AT_COUNTER

    uid = card_field("新しいカード")

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Resident)
        has_one = row.cards.filter(state=CardState.ACTIVE).exists()
        return row.state != ResidentState.CLOSED and not has_one

    def body(self) -> issue_card.Body:
        return issue_card.Body(resident=self.row_of(Resident).id, **self.cleaned_data)
