"""端末の登録コード: with it a new machine becomes a terminal, once."""

from collections.abc import Sequence

from central.decision import Decision
from central.desk.acts import ActForm, Slip
from central.desk.fields import choice
from central.desk.labels import reading
from central.desk.roles import MANAGES
from central.ids import new_code
from central.terminals.models import Terminal
from central.terminals.use_cases import issue_code
from central.terminals.words import venue_text

__all__ = ["Act"]

_ONCE = (
    "この画面を閉じると、二度と表示できません。24時間のうちに、新しい端末に一度だけ入れてください。"
)


class Act(ActForm):
    title = "新しい端末の登録コードを出す"
    table = Terminal
    roles = MANAGES
    whole_table = True

    venue = choice("端末を置く場所")

    def set_up(self) -> None:
        here = self.desk.municipality
        self.set_choices("venue", ((venue, venue_text(here.id, venue)) for venue in here.venues))

    def body(self) -> issue_code.Body:
        self.code = new_code()
        venue, digest = self.cleaned_data["venue"], issue_code.code_digest(self.code)
        return issue_code.Body(venue=venue, digest=digest)

    def lines(self, decision: Decision) -> Sequence[tuple[str, str]]:
        return [("使える期限", reading("expires_at", decision.outcome["expires_at"]))]

    def slips(self, decision: Decision) -> Sequence[Slip]:  # noqa: ARG002 - a frame's signature
        return (Slip("登録コード", self.code, _ONCE),)
