"""係員の呼び出し: somebody goes to the terminal."""

from django.db.models import Model

from central.desk.acts import ActForm
from central.desk.roles import AT_COUNTER
from central.terminals.models import StateReport, Terminal
from central.terminals.use_cases import answer_call

__all__ = ["Act"]


class Act(ActForm):
    title = "呼び出しに応じる"
    table = Terminal
    roles = AT_COUNTER
    advice = (
        "端末の前の方のところへ行く人が押してください。"
        "ほかの職員の画面からも、呼び出しの印が消えます。"
    )

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        report = StateReport.objects.filter(terminal=row.pk).first()
        return report is not None and report.is_calling

    def body(self) -> answer_call.Body:
        return answer_call.Body(terminal=self.row_of(Terminal).name)
