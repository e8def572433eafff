"""施設のお知らせ: a room is closed for some hours; bookings in them stand."""

from central.desk import fields
from central.desk.roles import AT_COUNTER
from central.notices.closure_form import ClosureForm, reasons
from central.notices.models import RoomNotice
from central.notices.use_cases import block_room
from rules.calendar import day_of

__all__ = ["Act"]


class Act(ClosureForm):
    title = "施設の利用を止める"
    table = RoomNotice
    roles = AT_COUNTER
    whole_table = True
    advice = "すでに入っている予約は、そのまま残ります。次の画面に出る方にご連絡ください。"
    field_order = ("scope", "day", "last_day")

    last_day = fields.day("最後の日")

    def set_up(self) -> None:
        super().set_up()
        self.set_choices("reason", reasons("repair", "event", "weather"))
        today = day_of(self.desk.now)
        self.initial.update({"day": today, "last_day": today})

    def body(self) -> block_room.Body:
        return block_room.Body(**self.cleaned_data)
