"""端末の失効: stolen, copied or taken away; nothing that it says counts any more."""

from django.db.models import Model

from central.desk.acts import ActForm
from central.desk.fields import text
from central.desk.roles import MANAGES
from central.terminals.models import Terminal
from central.terminals.use_cases import revoke_terminal

__all__ = ["Act"]


class Act(ActForm):
    title = "端末を失効させる"
    table = Terminal
    roles = MANAGES
    advice = (
        "この端末からの申込みは、これから一切受け付けません。元には戻せません。"
        "動いている端末を片付けるときは、先に未送信をなくしてください。"
    )

    why = text("理由")

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Terminal)
        return not row.revoked

    def body(self) -> revoke_terminal.Body:
        terminal = self.row_of(Terminal)
        return revoke_terminal.Body(terminal=terminal.name, why=self.cleaned_data["why"])
