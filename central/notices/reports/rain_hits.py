"""中止にかかる予約: whom to call after rooms were closed, to print."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from central.booking.hits import HEAD, Hit, cells_of_hit, hits_of
from central.booking.models import Booking
from central.booking.use_cases import rain_off
from central.booking.words import day_and_time, scope_text
from central.desk import fields
from central.desk.labels import word
from central.desk.reports import ReportForm, Sheet
from central.desk.roles import AT_COUNTER
from central.journal.answers import answer_of
from central.journal.models import Line
from central.notices.models import RoomNotice
from rules.policy import Municipality

__all__ = ["Report"]

LATEST = 50


class Report(ReportForm):
    title = "中止の連絡先"
    table = RoomNotice
    roles = AT_COUNTER

    line = fields.choice("どの中止か")

    def set_up(self) -> None:
        found = _closures(self.desk.municipality)
        self.fields["line"].choices = [  # type: ignore[attr-defined]
            fields.UNCHOSEN,
            *((str(line.id), _title(body, self.desk.municipality)) for line, body in found),
        ]

    def sheets(self) -> Sequence[Sheet]:
        line = Line.objects.get(pk=self.cleaned_data["line"])
        body = rain_off.Body.model_validate_json(line.body)
        title = _title(body, self.desk.municipality)
        return (Sheet(title, HEAD, [cells_of_hit(hit) for hit in self._hits], body.text),)

    def shows(self) -> Sequence[Booking]:
        return [hit.booking for hit in self._hits]

    @cached_property
    def _hits(self) -> Sequence[Hit]:
        line = Line.objects.get(pk=self.cleaned_data["line"])
        outcome = answer_of(line.answer).get("outcome")
        assert isinstance(outcome, dict), "the line of a command has one"
        return hits_of(self.desk.municipality.id, outcome)


def _closures(municipality: Municipality) -> Iterator[tuple[Line, rain_off.Body]]:
    """The latest that were carried out."""
    lines = Line.objects.filter(municipality=municipality.id, kind=rain_off.KIND)
    for line in lines.order_by("-at")[:LATEST]:
        if answer_of(line.answer).get("verdict") == "applied":
            yield line, rain_off.Body.model_validate_json(line.body)


def _title(body: rain_off.Body, municipality: Municipality) -> str:
    when = day_and_time(body.day, body.start_minute, body.end_minute)
    return f"{when}　{scope_text(municipality, body.scope)}　{word('why', body.reason)}"
