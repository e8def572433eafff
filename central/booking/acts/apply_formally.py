"""本申請: the paper was handed in at the desk."""

from django.db.models import Model

from central.booking.models import Booking, BookingStatus
from central.booking.offers import is_applied_for
from central.booking.use_cases import apply_formally
from central.desk.acts import ActForm
from central.desk.roles import AT_COUNTER
from rules.facts import Channel

__all__ = ["Act"]


class Act(ActForm):
    title = "本申請を受け付ける"
    table = Booking
    roles = AT_COUNTER
    advice = "窓口で受け取った本申請書を記録します。"

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Booking)
        return row.state == BookingStatus.PROVISIONAL and is_applied_for(row)

    def body(self) -> apply_formally.Body:
        return apply_formally.Body(
            channel=Channel.DESK, number=self.row_of(Booking).number, recorded_at=self.desk.now
        )
