"""お知らせの解除: the room is open again."""

from django.db.models import Model

from central.desk.acts import ActForm
from central.desk.roles import AT_COUNTER
from central.notices.models import RoomNotice
from central.notices.use_cases import lift_notice

__all__ = ["Act"]


class Act(ActForm):
    title = "お知らせを取り下げる"
    table = RoomNotice
    roles = AT_COUNTER
    advice = "取り下げると、この時間はまた予約できます。取消になった予約は元に戻りません。"

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, RoomNotice)
        return not row.lifted

    def body(self) -> lift_notice.Body:
        return lift_notice.Body(notice=self.row_of(RoomNotice).id)
