"""公表値の差替え: a new secret for a draw whose own cannot be opened any more."""

from django.db.models import Model

from central.desk import fields
from central.desk.acts import ActForm
from central.desk.roles import MANAGES
from central.lottery.models import Draw, DrawState
from central.lottery.sealed import open_secret, replacement
from central.lottery.use_cases import replace_commitment

__all__ = ["Act"]


class Act(ActForm):
    title = "抽選の公表値を差し替える"
    table = Draw
    roles = MANAGES
    advice = (
        "抽選の秘密を開く鍵が失われ、控えからも戻せないときだけです。"
        "前の公表値と理由は、抽選の記録に公開されます。"
    )

    why = fields.text("理由（公開されます）")

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Draw)
        return row.state != DrawState.DRAWN and open_secret(row) is None

    def body(self) -> replace_commitment.Body:
        made = replacement(self.row_of(Draw), self.cleaned_data["why"], self.desk.now)
        assert made is not None, "it is offered where the secret is lost"
        return made
