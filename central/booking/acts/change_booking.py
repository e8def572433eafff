"""予約の変更: the booking keeps its number, and its slot until the other one is taken."""

from django.db.models import Model

from central.booking.models import LIVE, Booking
from central.booking.offers import is_offered
from central.booking.use_cases import change_booking
from central.booking.wish_form import WishForm
from central.desk.roles import AT_COUNTER

__all__ = ["Act"]


class Act(WishForm):
    title = "予約を変更する"
    table = Booking
    roles = AT_COUNTER

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Booking)
        return row.state in LIVE and is_offered(row, "change")

    def set_up(self) -> None:
        super().set_up()
        self.as_booked(self.row_of(Booking))

    def body(self) -> change_booking.Body:
        return change_booking.Body(
            channel=self.cleaned_data["channel"],
            number=self.row_of(Booking).number,
            to=self.wish(),
        )
