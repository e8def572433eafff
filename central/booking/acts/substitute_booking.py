"""振替 (KM-91): another day for a paid booking that weather took."""

from django.db.models import Model

from central.booking.models import LIVE, Booking, BookingStatus
from central.booking.offers import is_offered
from central.booking.use_cases import substitute_booking
from central.booking.wish_form import WishForm
from central.desk import fields
from central.desk.labels import word
from central.desk.roles import AT_COUNTER

__all__ = ["Act"]

REASONS = tuple((reason, word("why", reason)) for reason in ("weather", "force_majeure"))


class Act(WishForm):
    title = "別の日へ振り替える"
    table = Booking
    roles = AT_COUNTER

    reason = fields.choice("理由", REASONS)

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Booking)
        stood = row.state in (*LIVE, BookingStatus.CANCELLED)
        return stood and is_offered(row, "substitute")

    def set_up(self) -> None:
        super().set_up()
        self.as_booked(self.row_of(Booking))
        del self.initial["day"]

    def body(self) -> substitute_booking.Body:
        return substitute_booking.Body(
            channel=self.cleaned_data["channel"],
            number=self.row_of(Booking).number,
            to=self.wish(),
            reason=self.cleaned_data["reason"],
        )
