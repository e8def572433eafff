"""警報の確認: somebody has looked at it, and says what it was."""

from django.db.models import Model

from central.desk.acts import ActForm
from central.desk.fields import text
from central.desk.roles import READS_RECORDS
from central.terminals.models import Alarm
from central.terminals.use_cases import acknowledge_alarm

__all__ = ["Act"]


class Act(ActForm):
    title = "確認したことを記録する"
    table = Alarm
    roles = READS_RECORDS
    advice = "確認した警報は、90日たつと一覧から消えます。記録(ジャーナル)には残ります。"

    note = text("確認の内容")

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Alarm)
        return row.acknowledged_at is None

    def body(self) -> acknowledge_alarm.Body:
        alarm = self.row_of(Alarm)
        return acknowledge_alarm.Body(alarm=alarm.pk, note=self.cleaned_data["note"])
