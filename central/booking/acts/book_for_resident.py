"""予約（利用者）: book for a resident whose page is open."""

from django.db.models import Model

from central.booking.use_cases import book_for_caller
from central.booking.wish_form import WishForm
from central.desk.roles import AT_COUNTER
from central.registry.models import Resident, ResidentState

__all__ = ["Act"]


class Act(WishForm):
    title = "予約する"
    table = Resident
    roles = AT_COUNTER

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Resident)
        return row.state == ResidentState.ACTIVE

    def body(self) -> book_for_caller.Body:
        return book_for_caller.Body(
            channel=self.cleaned_data["channel"],
            resident=self.row_of(Resident).id,
            wish=self.wish(),
        )
