"""無効: for a violation, with the reason, and so much of the fee as still stands."""

from django.db.models import Model

from central.booking.models import LIVE, Booking
from central.booking.use_cases import void_booking
from central.desk import fields
from central.desk.acts import ActForm
from central.desk.roles import MANAGES

__all__ = ["Act"]


class Act(ActForm):
    title = "予約を無効にする"
    table = Booking
    roles = MANAGES
    advice = "規約違反などのときに使います。理由は、利用者も見ることができます。"

    why = fields.text("理由")
    kept_yen = fields.count("お返ししない使用料（円）", 0, 10_000_000, initial=0)

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Booking)
        return row.state in LIVE

    def body(self) -> void_booking.Body:
        return void_booking.Body(number=self.row_of(Booking).number, **self.cleaned_data)
