"""The part of a form that asks for a group's list of members (構成員名簿)."""

from collections.abc import Mapping
from typing import ClassVar

from django import forms

from central.desk.acts import ActForm
from central.desk.fields import choice, count, yes
from central.registry.asked import schools, sports
from central.registry.rosters import RosterBody

__all__ = ["ROSTER_HEADING", "RosterForm"]

ROSTER_HEADING = "団体の構成員(団体のときだけ)"
_PREFIX = "roster_"
_COUNT_MAX = 9_999
_AGE_MAX = 120


class RosterForm(ActForm):
    """Counts only: names and addresses stay on the paper. ``headings`` has ``roster_members``."""

    headings: ClassVar = {"roster_members": ROSTER_HEADING}

    roster_members = count("構成員の人数", 0, _COUNT_MAX, required=False)
    roster_local = count("そのうち市内に在住・在勤・在学の人数", 0, _COUNT_MAX, required=False)
    roster_phones = count("連絡のつく電話番号の数", 0, _COUNT_MAX, required=False)
    roster_leader_age = count("代表者の年齢", 0, _AGE_MAX, required=False)
    roster_leader_school = choice("代表者の在学", required=False)
    roster_main_sport = choice("主な種目", required=False)
    roster_elementary_or_older = yes("全員が小学生以上", initial=True)
    roster_base_in_city = yes("活動の拠点が市内", initial=True)

    def set_up_roster(self, kept: Mapping[str, object] | None) -> None:
        """``kept``: the list of members as it is."""
        self.set_choices("roster_leader_school", schools())
        self.set_choices("roster_main_sport", sports(self.desk.municipality))
        self.initial.update({f"{_PREFIX}{name}": value for name, value in (kept or {}).items()})

    def drop_roster(self) -> None:
        self.drop(*self._roster_fields())

    def roster(self, **leader: object) -> RosterBody | None:
        """None: nothing of it was said. ``leader`` is what another field asks already."""
        said = {
            name.removeprefix(_PREFIX): value
            for name in self._roster_fields()
            if (value := self.cleaned_data[name]) not in (None, "")
        }
        told = said | leader
        return RosterBody.model_validate(told) if _NUMBERS & said.keys() else None

    def clean(self) -> dict[str, object]:
        """Half a list of members is none."""
        asked = [name for name in self._roster_fields() if name.removeprefix(_PREFIX) in _NUMBERS]
        empty = [name for name in asked if self.cleaned_data.get(name) is None]
        if len(empty) < len(asked):
            for name in set(empty) - self.errors.keys():
                self.add_error(name, forms.ValidationError("団体のときは、ここも入れてください。"))
        return self.cleaned_data

    def _roster_fields(self) -> list[str]:
        return [name for name in self.fields if name.startswith(_PREFIX)]


_NUMBERS = frozenset({"members", "local", "phones", "leader_age"})
