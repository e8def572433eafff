"""届出事項の変更: one form with everything as it was declared."""

from collections.abc import Sequence
from typing import ClassVar

from django.db.models import Model

from central.decision import Decision
from central.desk.fields import choice, text, yes
from central.desk.roles import AT_COUNTER
from central.registry import asked
from central.registry.models import Resident, ResidentState
from central.registry.roster_form import ROSTER_HEADING, RosterForm
from central.registry.rosters import RosterBody
from central.registry.shown import field_text, value_text
from central.registry.use_cases import change_data

__all__ = ["Act"]


class Act(RosterForm):
    title = "届出事項を変更する"
    table = Resident
    roles = AT_COUNTER
    advice = (
        "いまの届出が入っています。変わったところだけ直してください。利用者番号は変わりません。"
    )
    headings: ClassVar = {"name": "届出事項", "roster_members": ROSTER_HEADING}

    name = text("氏名・団体名")
    representative = text("代表者の氏名", required=False)
    type = choice("区分")
    school = choice("在学")
    phone = asked.phone_field()
    mail = asked.mail_field()
    address = text("住所・所在地", required=False)
    payment_method = choice("納付方法", required=False)
    mail_returned = yes("郵便が戻ってきた(新しい住所を届け出るまで)")
    field_order = (
        *("name", "representative", "type", "school", "phone", "mail", "address"),
        *("payment_method", "mail_returned"),
    )

    @classmethod
    def offered_on(cls, row: Model) -> bool:
        assert isinstance(row, Resident)
        return row.state != ResidentState.CLOSED

    def set_up(self) -> None:
        municipality, resident = self.desk.municipality, self.row_of(Resident)
        self.initial = {name: getattr(resident, name) for name in self.field_order}
        self.set_choices("type", asked.types(municipality))
        self.set_choices("school", asked.schools())
        self.set_choices("payment_method", asked.methods(municipality))
        self.set_up_roster(resident.roster)

    def body(self) -> change_data.Body:
        changed = {name: self.cleaned_data[name] for name in self._changed()}
        roster = self._changed_roster()
        return change_data.Body(resident=self.row_of(Resident).id, roster=roster, **changed)

    def lines(self, decision: Decision) -> Sequence[tuple[str, str]]:  # noqa: ARG002 - a frame's signature
        """Of whatever changes what it was and what it becomes."""
        resident, roster = self.row_of(Resident), self._changed_roster()
        after = {name: self.cleaned_data[name] for name in self._changed()}
        if roster is not None and roster.model_dump() != resident.roster:
            after["roster"] = roster.model_dump()
        here = self.desk.municipality
        before = {name: value_text(here, name, getattr(resident, name)) for name in after}
        return [
            (field_text(name), f"{before[name]} → {value_text(here, name, value)}")
            for name, value in after.items()
        ]

    def _changed(self) -> list[str]:
        return [name for name in self.changed_data if not name.startswith("roster_")]

    def _changed_roster(self) -> RosterBody | None:
        """Groups have one, and it stays as it is where nothing of it is changed."""
        if self.desk.municipality.kind_of(self.cleaned_data["type"]) != "group":
            return None
        if all(not name.startswith("roster_") for name in self.changed_data):
            return None
        return self.roster()
