"""カードの再発行: the number stays."""

from django.db.models import Model

from central.desk.acts import ActForm
from central.desk.roles import AT_COUNTER
from central.registry.asked import card_field
from central.registry.models import Resident, ResidentState
from central.registry.use_cases import replace_card

__all__ = ["Act"]


class Act(ActForm):
    title = "カードを再発行する"
    table = Resident
    roles = AT_COUNTER
    advice = "利用者番号は変わりません。前のカードは、すぐに使えなくなります。"

    uid = card_field("新しいカード")

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Resident)
        return row.state != ResidentState.CLOSED and row.cards.exists()

    def body(self) -> replace_card.Body:
        return replace_card.Body(resident=self.row_of(Resident).id, **self.cleaned_data)
