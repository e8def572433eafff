"""サービスのお知らせの解除."""

from django.db.models import Model

from central.desk.acts import ActForm
from central.desk.roles import MANAGES
from central.notices.models import ServiceNotice
from central.notices.use_cases import lift_notice

__all__ = ["Act"]


class Act(ActForm):
    title = "お知らせを取り下げる"
    table = ServiceNotice
    roles = MANAGES

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, ServiceNotice)
        return not row.lifted

    def body(self) -> lift_notice.Body:
        return lift_notice.Body(notice=self.row_of(ServiceNotice).id)
