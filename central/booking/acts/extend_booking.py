"""当日の時間延長 (KM-92)."""

from django.db.models import Model

from central.booking.models import LIVE, Booking
from central.booking.offers import is_offered
from central.booking.use_cases import extend_booking
from central.booking.wish_form import WAYS, papers_of, times
from central.decision import Decision
from central.desk import fields
from central.desk.acts import ActForm, Paper
from central.desk.roles import AT_COUNTER
from rules.facts import Channel

__all__ = ["Act"]


class Act(ActForm):
    title = "時間を延長する"
    table = Booking
    roles = AT_COUNTER

    end_minute = fields.minute("何時まで")
    channel = fields.choice("受付の方法", WAYS, initial=Channel.DESK.value)

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Booking)
        return row.state in LIVE and is_offered(row, "extend")

    def set_up(self) -> None:
        ends = self.row_of(Booking).end_minute
        later = [time for time in times(self.desk.municipality) if int(time[0]) > ends]
        self.set_choices("end_minute", later)

    def body(self) -> extend_booking.Body:
        return extend_booking.Body(
            channel=self.cleaned_data["channel"],
            number=self.row_of(Booking).number,
            end_minute=self.cleaned_data["end_minute"],
        )

    def papers(self, decision: Decision) -> tuple[Paper, ...]:
        return tuple(papers_of(decision.booking))
