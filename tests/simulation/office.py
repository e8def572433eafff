"""The staff who read the forms that came from terminals: registrations, and renewals."""

import random  # noqa: TID251 - from the seed of the episode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from central.journal.commands import Body
from central.registry.models import RenewalApplication, Resident, ResidentState
from central.registry.use_cases import (
    accept_renewal,
    approve,
    complete_renewal,
    defect_renewal,
    return_renewal,
)
from tests.simulation.desk import carry_out_at_desk
from tests.simulation.forms import NEWCOMERS, OPEN

__all__ = ["Turned", "approve_one", "turn_one"]

T = TypeVar("T")
#: What the staff have seen of whoever stands before them.
PAPER = "passport"


@dataclass(frozen=True, slots=True)
class Turned:
    """An application that was moved on; ``last`` is the new last day of what it renewed."""

    number: str
    resident: UUID
    state: str
    last: date | None


def approve_one(chance: random.Random, line: UUID) -> str | None:
    """The name of whose registration is no longer provisional, if there was one."""
    waiting = Resident.objects.filter(
        state=ResidentState.PROVISIONAL, name__startswith=NEWCOMERS
    ).order_by("number")
    found = _one_of(chance, list(waiting))
    if found is None:
        return None
    done = carry_out_at_desk(approve.Body(resident=found.id, documents=(PAPER,)), line)
    assert done.verdict == "applied", done
    return found.name


def turn_one(chance: random.Random, line: UUID) -> Turned | None:
    """Whatever may follow its state, and now and then what may not."""
    rows = RenewalApplication.objects.order_by("number")
    drawn = chance.random()
    found = _one_of(chance, list(rows if drawn < 0.1 else rows.filter(state__in=OPEN)))
    if found is None:
        return None
    done = carry_out_at_desk(_turn(chance, found.id), line)
    if done.verdict != "applied":
        return None
    found.refresh_from_db()
    last = found.resident.valid_until if found.state == "completed" else None
    return Turned(found.number, found.resident_id, found.state, last)


def _turn(chance: random.Random, application: UUID) -> Body:
    match chance.randrange(5):
        case 0:
            return return_renewal.Body(application=application, why="模擬の差し戻し")
        case 1:
            return defect_renewal.Body(application=application, why="模擬の不備")
        case 2 | 3:
            return accept_renewal.Body(application=application)
        case _:
            return complete_renewal.Body(application=application, document=PAPER)


def _one_of(chance: random.Random, rows: Sequence[T]) -> T | None:
    return chance.choice(rows) if rows else None
