"""A registration ends the day after its last; what was renewed or stopped meanwhile does not."""

from datetime import date, timedelta
from uuid import uuid4  # noqa: TID251 - a resident that nobody is

import pytest

from central.decision import Decision
from central.registry.models import Resident, ResidentState, StateChange
from central.registry.use_cases import expire
from tests.central.registry.commands import at, codes, do, registered
from tests.central.world import NOW, InProcess

LAST = NOW.date() - timedelta(days=1)
NOTHING = {("nothing_to_expire", "")}


@pytest.fixture
def resident(line: InProcess) -> Resident:
    found = registered()
    Resident.objects.filter(pk=found.pk).update(valid_until=LAST)
    return found


def ending(resident: Resident, last: date = LAST, **where: object) -> Decision:
    body = expire.Body(resident=resident.id, last=last)
    return do(body, actor="job:expire", **{"municipality": "ono", "now": NOW} | where)


def test_expire__the_day_after_the_last_and_once(resident: Resident) -> None:
    assert codes(ending(resident, now=at(LAST, 23))) == NOTHING
    assert ending(resident).verdict == "applied"
    assert codes(ending(resident)) == NOTHING
    resident.refresh_from_db()
    assert resident.state == ResidentState.EXPIRED
    change = StateChange.objects.filter(resident=resident).latest("at")
    assert (change.before, change.after, change.actor) == ("active", "expired", "job:expire")


def test_expire__not_what_was_renewed_meanwhile(resident: Resident) -> None:
    Resident.objects.update(valid_until=LAST + timedelta(days=365))
    assert codes(ending(resident)) == NOTHING
    assert codes(ending(resident, last=LAST + timedelta(days=365))) == NOTHING


@pytest.mark.parametrize("state", ["provisional", "suspended", "expired", "closed"])
def test_expire__only_what_is_active(resident: Resident, state: str) -> None:
    Resident.objects.update(state=state)
    assert codes(ending(resident)) == NOTHING
    assert Resident.objects.get().state == state


def test_expire__not_what_renews_itself(line: InProcess) -> None:
    """KT-11: that is another job's, on the last day."""
    found = registered("kumatori")
    Resident.objects.update(valid_until=LAST)
    assert codes(ending(found, municipality="kumatori")) == NOTHING


def test_expire__of_nobody_here(resident: Resident) -> None:
    assert codes(ending(resident, municipality="ogaki")) == {("no_such_resident", "")}
    body = expire.Body(resident=uuid4(), last=LAST)
    assert codes(do(body)) == {("no_such_resident", "")}
    assert Resident.objects.get().state == ResidentState.ACTIVE
