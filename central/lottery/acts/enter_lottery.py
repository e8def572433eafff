"""抽選の申込み for a resident at the desk or on the telephone."""

import re
from typing import Any

from django import forms
from django.db.models import Model

from central.booking.wish_form import WishForm, ways
from central.desk import fields
from central.desk.roles import AT_COUNTER
from central.lottery.terms import has_draws
from central.lottery.use_cases import enter_lottery
from central.policies import municipalities
from central.registry.models import Resident, ResidentState
from rules.facts import Verb
from sync.wire import EnterLotteryBody, EntrySlot

__all__ = ["Act"]

#: Of a booking what a slot in a draw says, too.
PLACE = {"facility", "sport", "courts", "start_minute", "end_minute"}


class Act(WishForm):
    title = "抽選に申し込む"
    table = Resident
    roles = AT_COUNTER
    field_order = ("place", "day", "more_days")

    more_days = fields.code(
        "セットにするほかの日",
        required=False,
        max_length=100,
        help_text="同じ月の日だけを、間を空けて書いてください。例: 12 19 26",
    )
    preference = fields.count("希望順位", 1, 9999, initial=1)

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Resident)
        here = municipalities()[row.municipality]
        is_open = has_draws(here) and bool(ways(here, Verb.ENTER_LOTTERY))
        return is_open and row.state == ResidentState.ACTIVE

    def set_up(self) -> None:
        super().set_up()
        self.set_choices("channel", ways(self.desk.municipality, Verb.ENTER_LOTTERY))

    def clean(self) -> None:
        first = self.cleaned_data.get("day")
        more = re.findall(r"[0-9]+", str(self.cleaned_data.get("more_days", "")))
        if first is None:
            return
        try:
            self.cleaned_data["days"] = [first, *(first.replace(day=int(day)) for day in more)]
        except ValueError:
            raise forms.ValidationError({"more_days": "その月にない日があります。"}) from None

    def body(self) -> enter_lottery.Body:
        told = self.wish()
        slot: dict[str, Any] = told.model_dump(include=PLACE)
        wish = EnterLotteryBody(
            slots=tuple(EntrySlot(day=day, **slot) for day in self.cleaned_data["days"]),
            preference=self.cleaned_data["preference"],
            people=told.people,
            students=told.students,
        )
        return enter_lottery.Body(
            resident=self.row_of(Resident).id,
            channel=self.cleaned_data["channel"],
            wish=wish,
            recorded_at=self.desk.now,
        )
