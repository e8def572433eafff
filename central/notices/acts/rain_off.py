"""雨天などによる中止: rooms are closed for some hours, and whoever is hit is spared the fee."""

from collections.abc import Sequence

from django.urls import reverse

from central.booking.use_cases import rain_off
from central.decision import Decision
from central.desk.acts import Paper
from central.desk.roles import MANAGES
from central.notices.closure_form import ClosureForm, reasons
from central.notices.models import RoomNotice
from rules.calendar import day_of

__all__ = ["Act"]


class Act(ClosureForm):
    title = "雨天などで中止にする"
    table = RoomNotice
    roles = MANAGES
    whole_table = True
    advice = "次の画面で、かかる予約と電話番号、お返しする額をご確認ください。"

    def set_up(self) -> None:
        super().set_up()
        self.set_choices("reason", reasons("weather", "force_majeure"))
        self.initial.update({"day": day_of(self.desk.now), "reason": "weather"})

    def body(self) -> rain_off.Body:
        return rain_off.Body(**self.cleaned_data)

    def papers(self, decision: Decision) -> Sequence[Paper]:  # noqa: ARG002 - by the journal's line
        path = reverse("admin:notices_roomnotice_report_rain_hits")
        query = f"municipality={self.desk.municipality.id}&line={self.line}&print=1"
        return (Paper("連絡する方の一覧を印刷する", f"{path}?{query}"),)
