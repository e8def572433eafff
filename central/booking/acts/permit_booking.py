"""使用許可."""

from django.db.models import Model

from central.booking.models import Booking, BookingStatus
from central.booking.use_cases import permit_booking
from central.desk.acts import ActForm
from central.desk.roles import MANAGES

__all__ = ["Act"]


class Act(ActForm):
    title = "使用を許可する"
    table = Booking
    roles = MANAGES

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Booking)
        return row.state in {BookingStatus.PROVISIONAL, BookingStatus.APPLIED}

    def body(self) -> permit_booking.Body:
        return permit_booking.Body(number=self.row_of(Booking).number)
