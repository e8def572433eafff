"""カードの停止: somebody brought a card that was found."""

from central.desk.acts import ActForm
from central.desk.roles import AT_COUNTER
from central.registry.asked import card_field
from central.registry.models import Card
from central.registry.use_cases import block_card

__all__ = ["Act"]


class Act(ActForm):
    title = "届けられたカードを止める"
    table = Card
    roles = AT_COUNTER
    whole_table = True
    advice = "このカードは、どの端末でもすぐに使えなくなります。持ち主には、窓口で再発行します。"

    uid = card_field("届けられたカード")

    def body(self) -> block_card.Body:
        return block_card.Body(uid=self.cleaned_data["uid"])
