"""What a booking costs (使用料), and by which class of fee (料金区分)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from rules.case import Case
from rules.facts import Resident, Slot, Verb
from rules.schema import Count, Group, Id, Percent, Section, Sourced, Yen


class Price(Section):
    """Yen for an hour of one court, by sport."""

    yen_per_court_hour: dict[Id, Yen]


class Students(Section):
    """The class of 高校生以下: where they are more than this share of all people.

    ``price_percent`` is their price, in percent of the general one.
    """

    more_than_percent: Percent
    price_percent: Sourced[Percent]


class Outside(Section):
    """So many times the fee for a group with more than this share of members from outside.

    The same holds for a group whose base (活動拠点) lies outside.
    """

    more_than_percent: Percent
    times: Annotated[Count, Field(le=10)]


class Free(Section):
    """Nothing is charged (無料)."""


class Settings(Group):
    price: Price | None = None
    students: Students | None = None
    outside: Outside | None = None
    free: Free | None = None


@dataclass(frozen=True, slots=True)
class Fee:
    """``yen`` is None where no price is known; ``fee_class`` where there is but one class."""

    yen: int | None
    fee_class: str | None


def fee_of(
    settings: Settings, slot: Slot, resident: Resident | None, people: int, students: int
) -> Fee:
    """What a slot costs so many people, of whom so many are 高校生以下."""
    if settings.free is not None:
        return Fee(0, None)
    price = None if settings.price is None else settings.price.yen_per_court_hour.get(slot.sport)
    fee_class = _class_of(settings.students, people, students)
    if price is None:
        return Fee(None, fee_class)
    yen = price * slot.courts * (slot.end_minute - slot.start_minute) // 60
    if settings.students is not None and fee_class == "student":
        yen = yen * settings.students.price_percent.value // 100
    return Fee(yen * _times(settings.outside, resident), fee_class)


def outcome(case: Case) -> Mapping[str, object]:
    settings = case.settings(Settings)
    if case.verb is not Verb.BOOK or settings is None:
        return {}
    request = case.request
    fee = fee_of(settings, case.slot, case.resident, request.people, request.students)
    return {"fee": fee.yen, "fee_class": fee.fee_class}


def _class_of(settings: Students | None, people: int, students: int) -> str | None:
    if settings is None:
        return None
    return "student" if students * 100 > people * settings.more_than_percent else "general"


def _times(settings: Outside | None, resident: Resident | None) -> int:
    roster = None if resident is None else resident.roster
    if settings is None or roster is None:
        return 1
    outside = roster.members - roster.local
    many = outside * 100 > roster.members * settings.more_than_percent
    return settings.times if many or not roster.base_in_city else 1
