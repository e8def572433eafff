"""Equipment (備品) that is asked for with a booking: what a room has, and how much."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated

from pydantic import Field

from rules.case import BOOKING, Case
from rules.municipality import Municipality
from rules.schema import Id, Names, Rule, Section
from rules.verdict import Reason

CODES = {"no_such_equipment": (), "too_much_equipment": ("count_max",)}


class Item(Section):
    """A thing that is lent, and how many of it there are."""

    name: Names
    count_max: Annotated[int, Field(ge=1, le=99)]


class Settings(Rule):
    """What can be asked for by its id; without it a room lends nothing by the system."""

    items: Annotated[dict[Id, Item], Field(min_length=1, max_length=20)]


def reasons(case: Case) -> Iterator[Reason]:
    if case.verb not in BOOKING or not case.request.equipment:
        return
    settings = case.settings(Settings)
    cited = "CM-04" if settings is None else settings.cited
    items = {} if settings is None else settings.items
    asked = dict(case.request.equipment)
    if any(item not in items or count < 1 for item, count in asked.items()):
        yield Reason("no_such_equipment", cited)
    over = [items[i].count_max for i, n in asked.items() if i in items and n > items[i].count_max]
    if over:
        yield Reason("too_much_equipment", cited, {"count_max": min(over)})


def offered(municipality: Municipality, facility: str, day: date) -> Mapping[str, Item]:
    """What can be asked for with a booking of a room on a day; nothing for most."""
    if facility not in municipality.rooms:
        return {}
    found = municipality.settings(facility, day).get(Settings)
    return found.items if isinstance(found, Settings) else {}
