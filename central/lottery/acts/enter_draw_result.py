"""抽選会の結果 (ON-52): what a draw in person gave, as a sheet with a line for each use."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms

from central.booking.wish_form import places
from central.desk import fields
from central.desk.acts import ActForm
from central.desk.roles import MANAGES
from central.lottery.models import Entry
from central.lottery.terms import rooms_drawn_in_person
from central.lottery.use_cases import enter_draw_result
from central.lottery.use_cases.enter_draw_result import Given
from rules.calendar import first_of_month, minutes_of
from rules.policy import Municipality
from sync.wire import BookBody

__all__ = ["Act"]

_LINE = re.compile(
    r"(?P<number>\S+)[\s,]+(?P<day>\d{1,2})日?[\s,]+"
    r"(?P<start>\d{1,2}:\d\d)\s*[-~〜ー]\s*(?P<end>\d{1,2}:\d\d)[\s,]+(?P<people>\d{1,4})人?"
)


class Act(ActForm):
    """One place at a time; entered again, what is there already is passed over."""

    title = "抽選会の結果を入力する"
    table = Entry
    roles = MANAGES
    whole_table = True
    advice = "全部の行が予約になるか、一行も予約にならないかのどちらかです。"

    month = fields.day("利用月（その月のどの日でも）")
    place = fields.choice("施設と種目")
    courts = fields.count("面数（一枠あたり）", 1, 99, initial=1)
    sheet = fields.long_text("結果（一行に、利用者番号 日 時間 人数）", max_length=20_000)

    @classmethod
    def offered_in(cls, municipality: Municipality) -> bool:
        return bool(rooms_drawn_in_person(municipality))

    def set_up(self) -> None:
        here = self.desk.municipality
        drawn = rooms_drawn_in_person(here)
        offered = [each for each in places(here) if each[0].split(" ")[0] in drawn]
        self.set_choices("place", offered)
        self.fields["sheet"].help_text = "例: 90000001 13 9:00-11:00 18"

    def clean(self) -> None:
        told = self.cleaned_data
        if {"month", "place", "courts", "sheet"} <= told.keys():
            told["results"] = tuple(self._read())

    def body(self) -> enter_draw_result.Body:
        told = self.cleaned_data
        return enter_draw_result.Body(month=told["month"], results=told["results"])

    def _read(self) -> Iterator[Given]:
        lines = unicodedata.normalize("NFKC", self.cleaned_data["sheet"]).splitlines()
        for count, line in enumerate(lines, start=1):
            given = self._given(line.strip())
            if given is None:
                why = f"{count}行目が読めません。例のように書いてください。"
                raise forms.ValidationError({"sheet": why})
            yield given

    def _given(self, line: str) -> Given | None:
        match = _LINE.fullmatch(line)
        if match is None:
            return None
        try:
            return Given(number=match["number"], wish=self._wish(match.groupdict()))
        except ValueError:
            return None

    def _wish(self, said: dict[str, Any]) -> BookBody:
        facility, sport = self.cleaned_data["place"].split(" ")
        month: date = first_of_month(self.cleaned_data["month"])
        return BookBody(
            facility=facility,
            sport=sport,
            courts=self.cleaned_data["courts"],
            people=int(said["people"]),
            day=month.replace(day=int(said["day"])),
            start_minute=minutes_of(said["start"].zfill(5)),
            end_minute=minutes_of(said["end"].zfill(5)),
        )
