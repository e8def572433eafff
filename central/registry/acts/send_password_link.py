"""パスワード再登録のメール: for somebody whose registration is still provisional."""

from collections.abc import Sequence

from django.conf import settings
from django.db.models import Model

from central.decision import Decision
from central.desk.acts import ActForm
from central.desk.roles import AT_COUNTER
from central.registry.models import Resident, ResidentState
from central.registry.use_cases import send_password_link

__all__ = ["Act"]


class Act(ActForm):
    title = "パスワード再登録のメールを送る"
    table = Resident
    roles = AT_COUNTER
    advice = "届出のメールアドレスに、新しいパスワードを登録するためのメールを送ります。"

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Resident)
        reachable = bool(row.mail and settings.WEB_ADDRESS)
        return reachable and row.state == ResidentState.PROVISIONAL

    def set_up(self) -> None:
        links = self.row_of(Resident).links
        self.underway = links.filter(used=False, until__gt=self.desk.now).exists()

    def body(self) -> send_password_link.Body:
        resident = self.row_of(Resident)
        return send_password_link.Body(number=resident.number, mail=resident.mail)

    def lines(self, decision: Decision) -> Sequence[tuple[str, str]]:  # noqa: ARG002 - a frame's signature
        if self.underway:
            return [("メール", "先に送ったものがまだ使えるので、新しくは送りません。")]
        return [("送り先", self.row_of(Resident).mail)]
