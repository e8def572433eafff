"""不許可, with the reason that its holder reads."""

from django.db.models import Model

from central.booking.models import Booking, BookingStatus
from central.booking.use_cases import deny_booking
from central.desk import fields
from central.desk.acts import ActForm
from central.desk.roles import MANAGES

__all__ = ["Act"]


class Act(ActForm):
    title = "不許可にする"
    table = Booking
    roles = MANAGES
    advice = "理由は、利用者も見ることができます。"

    why = fields.text("理由")

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Booking)
        return row.state in {BookingStatus.PROVISIONAL, BookingStatus.APPLIED}

    def body(self) -> deny_booking.Body:
        return deny_booking.Body(number=self.row_of(Booking).number, **self.cleaned_data)
