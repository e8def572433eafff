"""仮パスワード: for somebody who forgot the password and stands at the desk."""

from collections.abc import Sequence

from django.db.models import Model

from central.decision import Decision
from central.desk.acts import ActForm, Slip
from central.desk.roles import AT_COUNTER
from central.registry.models import Resident, ResidentState
from central.registry.new_passwords import temporary_password
from central.registry.slips import password_slip
from central.registry.use_cases import reset_password

__all__ = ["Act"]


class Act(ActForm):
    title = "仮パスワードを出す"
    table = Resident
    roles = AT_COUNTER
    advice = (
        "ご本人であることを確認してから進めてください。"
        "いまのパスワードは使えなくなり、仮パスワードを一度だけ表示します。"
    )

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Resident)
        return row.state != ResidentState.CLOSED

    def body(self) -> reset_password.Body:
        self.password, body = temporary_password(self.desk.municipality, self.row_of(Resident))
        return body

    def slips(self, decision: Decision) -> Sequence[Slip]:  # noqa: ARG002 - a frame's signature
        return (password_slip(self.password),)
