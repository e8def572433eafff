"""A temporary password of the desk: in place of whatever was there, and to be changed at once."""

from uuid import uuid4  # noqa: TID251 - a resident that nobody is

import pytest
from pydantic import ValidationError

from central.decision import Decision
from central.journal.models import Line
from central.registry.models import Credential, Resident, ResidentState
from central.registry.passwords import hash_password, is_password
from central.registry.use_cases import reset_password
from tests.central.registry.commands import codes, do, registered
from tests.central.world import PASSWORD, SECRET, InProcess

TEMPORARY = "karino1234"


@pytest.fixture
def resident(line: InProcess) -> Resident:
    return registered()


def reset(resident: Resident, municipality: str = "ono") -> Decision:
    body = reset_password.Body(resident=resident.id, secret=hash_password(TEMPORARY))
    return do(body, municipality)


def kept() -> Credential:
    return Credential.objects.get()


def test_reset__replaces_the_old_one(resident: Resident) -> None:
    assert not kept().temporary
    assert reset(resident).verdict == "applied"
    assert kept().temporary
    assert is_password(kept().secret, TEMPORARY)
    assert not is_password(kept().secret, PASSWORD)


def test_reset__gives_one_to_whoever_had_none(resident: Resident) -> None:
    Credential.objects.all().delete()
    assert reset(resident).verdict == "applied"
    assert kept().temporary


@pytest.mark.parametrize("state", ["provisional", "active", "suspended", "expired"])
def test_reset__changes_nothing_else(resident: Resident, state: str) -> None:
    Resident.objects.update(state=state)
    assert reset(resident).verdict == "applied"
    assert Resident.objects.get().state == state


def test_reset__not_of_a_closed_registration(resident: Resident) -> None:
    Resident.objects.update(state=ResidentState.CLOSED)
    assert codes(reset(resident)) == {("account_state", "CM-06")}
    assert is_password(kept().secret, PASSWORD)


def test_reset__of_nobody_here(resident: Resident) -> None:
    assert codes(reset(resident, "ogaki")) == {("no_such_resident", "")}
    nobody = reset_password.Body(resident=uuid4(), secret=SECRET)
    assert codes(do(nobody)) == {("no_such_resident", "")}
    assert not kept().temporary


@pytest.mark.parametrize("secret", ["", TEMPORARY, "md5$x$y", "x" * 500])
def test_reset__takes_hashes_alone(resident: Resident, secret: str) -> None:
    """What somebody typed never comes into the journal."""
    with pytest.raises(ValidationError):
        reset_password.Body(resident=resident.id, secret=secret)
    assert not Line.objects.filter(body__contains=TEMPORARY).exists()
