"""A registration as the rules see it, and as a terminal may."""

from datetime import date

from central.registry.models import Resident
from rules import facts
from sync.wire import ResidentState

__all__ = ["resident_facts", "resident_state"]

NUMBER_END_LENGTH = 4


def resident_facts(resident: Resident, today: date) -> facts.Resident:
    """For a resident who has just been identified by a password, who therefore has one."""
    return facts.Resident(
        type=resident.type,
        age=_age(resident.born_on, today),
        school=resident.school,
        state=resident.state,
        registered_on=resident.registered_on,
        valid_until=resident.valid_until,
        mail=bool(resident.mail),
        password=True,
        no_shows=resident.no_shows,
    )


def resident_state(resident: Resident, today: date) -> ResidentState:
    """The same for the terminal's advice: nothing in it says who it is."""
    known = resident_facts(resident, today)
    return ResidentState(
        type=known.type,
        age=known.age,
        school=known.school,
        state=known.state,
        registered_on=known.registered_on,
        valid_until=known.valid_until,
        mail=known.mail,
        password=known.password,
        no_shows=known.no_shows,
        number_end=resident.number[-NUMBER_END_LENGTH:],
    )


def _age(born_on: date, today: date) -> int:
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))
