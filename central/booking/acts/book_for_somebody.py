"""予約の代行 (KM-26): book for somebody at the desk or on the telephone."""

from collections.abc import Sequence

from central.booking.models import Booking
from central.booking.use_cases import book_for_caller
from central.booking.wish_form import WishForm, is_booked_by_name
from central.booking.words import who_text
from central.decision import Decision
from central.desk import fields
from central.desk.roles import AT_COUNTER
from central.registry.models import Resident

__all__ = ["Act"]


class Act(WishForm):
    title = "予約を代わりに入れる"
    table = Booking
    roles = AT_COUNTER
    whole_table = True
    field_order = ("number", "holder")

    number = fields.code("利用者番号", required=False)
    holder = fields.text("予約者の氏名（利用者登録がない方）", required=False, max_length=100)

    def set_up(self) -> None:
        super().set_up()
        if not is_booked_by_name(self.desk.municipality):
            self.drop("holder")
            self.fields["number"].required = True

    def clean_number(self) -> str:
        number = str(self.cleaned_data["number"])
        if number and self._resident(number) is None:
            self.add_error("number", "この番号の利用者は登録されていません。")
        return number

    def body(self) -> book_for_caller.Body:
        resident = self._resident(self.cleaned_data["number"])
        return book_for_caller.Body(
            channel=self.cleaned_data["channel"],
            resident=None if resident is None else resident.id,
            holder=self.cleaned_data.get("holder", ""),
            wish=self.wish(),
        )

    def lines(self, decision: Decision) -> Sequence[tuple[str, str]]:
        assert decision.booking is not None, "a booking was made"
        return [("予約者", who_text(decision.booking)), *super().lines(decision)]

    def told(self, decision: Decision) -> Sequence[Resident]:
        assert decision.booking is not None, "a booking was made"
        resident = decision.booking.resident
        return () if resident is None else (resident,)

    def _resident(self, number: str) -> Resident | None:
        here = self.desk.municipality.id
        return Resident.objects.filter(municipality=here, number=number).first()
