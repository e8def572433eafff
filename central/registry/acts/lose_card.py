"""カードの紛失: the owner says it is lost; nobody can read its number any more."""

from django.db.models import Model

from central.desk.acts import ActForm
from central.desk.fields import choice
from central.desk.roles import AT_COUNTER
from central.registry.models import CardState, Resident
from central.registry.use_cases import block_card

__all__ = ["Act"]


class Act(ActForm):
    title = "カードの紛失を受ける"
    table = Resident
    roles = AT_COUNTER
    advice = "このカードは、どの端末でもすぐに使えなくなります。"

    uid = choice("紛失したカード")

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Resident)
        return row.cards.filter(state=CardState.ACTIVE).exists()

    def set_up(self) -> None:
        active = self.row_of(Resident).cards.filter(state=CardState.ACTIVE).order_by("uid")
        uids = list(active.values_list("uid", flat=True))
        self.set_choices("uid", ((uid, uid) for uid in uids))
        if len(uids) == 1:
            self.initial["uid"] = uids[0]

    def body(self) -> block_card.Body:
        return block_card.Body(uid=self.cleaned_data["uid"])
