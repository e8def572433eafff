"""A resident by id, locked for the transaction; and whoever may be the same person."""

import unicodedata
from datetime import date
from uuid import UUID

from central.decision import rejected
from central.find import find_one
from central.registry.models import Resident, ResidentState

__all__ = ["NOBODY", "age_on", "is_same_text", "locked_resident", "registered_person"]

#: A command names a registration that is not there. Of a person who comes and has none in this
#: municipality (KT-01) a login says ``no_registration``.
NOBODY = rejected("no_such_resident", "")


def locked_resident(municipality: str, resident: UUID) -> Resident | None:
    """Two commands about one resident come one after the other."""
    return find_one(Resident, lock=True, municipality=municipality, id=resident)


def registered_person(municipality: str, person: str, born_on: date) -> list[Resident]:
    """The open registrations of a person: as individual, or as the representative of a group."""
    rows = Resident.objects.filter(municipality=municipality, born_on=born_on)
    return [
        row
        for row in rows.exclude(state=ResidentState.CLOSED).order_by("number")
        if is_same_text(row.representative or row.name, person)
    ]


def is_same_text(one: str, other: str) -> bool:
    """As a clerk would read it: width, case and spaces make no difference."""
    return _plain(one) == _plain(other)


def age_on(born_on: date, day: date) -> int:
    """Whole years; a birthday counts from its first hour."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
