"""Withdrawing an entry (KM-32): one's own, while the window is open, once."""

from uuid import uuid4  # noqa: TID251 - a resident that nobody is

import pytest

from central.lottery.models import Entry, EntryState
from central.registry.models import Resident
from tests.central.lottery.lots import (
    CLOSES,
    ENTERED,
    MINUTE,
    close,
    codes,
    commit,
    entered,
    entering,
    person,
    slot,
    withdrawing,
)

pytestmark = pytest.mark.usefixtures("line")

NOT_OWN = [("not_own", "CM-07")]


@pytest.fixture
def resident(line: object) -> Resident:
    commit()
    return person("Mihon01")


@pytest.fixture
def entry(resident: Resident) -> Entry:
    return entered(resident)


def test_withdraw__frees_the_preference_once(resident: Resident, entry: Entry) -> None:
    assert withdrawing(resident, entry.number, ENTERED).verdict == "applied"
    assert Entry.objects.get().state == EntryState.WITHDRAWN
    assert codes(withdrawing(resident, entry.number, ENTERED)) == NOT_OWN
    assert entering(resident, slot(day=4)).verdict == "applied"


def test_withdraw__until_the_window_closes(resident: Resident, entry: Entry) -> None:
    """KM-30: recorded in time it counts, also where the line was down."""
    late = withdrawing(resident, entry.number, CLOSES)
    assert [code for code, _ in codes(late)] == ["lottery_over"]
    in_time = {"recorded_at": CLOSES - MINUTE}
    assert withdrawing(resident, entry.number, CLOSES + MINUTE, **in_time).verdict == "applied"


def test_withdraw__not_once_the_list_is_closed(resident: Resident, entry: Entry) -> None:
    """What stands on the published list takes part in the draw."""
    close()
    in_time = {"recorded_at": CLOSES - MINUTE}
    late = withdrawing(resident, entry.number, CLOSES + MINUTE, **in_time)
    assert [code for code, _ in codes(late)] == ["lottery_over"]
    assert Entry.objects.get().state == EntryState.ENTERED


@pytest.mark.parametrize("number", ["", "AAAAA-AAAAA", "\x00"])
def test_withdraw__of_no_entry(resident: Resident, entry: Entry, number: str) -> None:
    assert codes(withdrawing(resident, number, ENTERED)) == NOT_OWN


def test_withdraw__of_what_is_anothers(resident: Resident, entry: Entry) -> None:
    """As if there were none: nobody learns whose a number is."""
    assert codes(withdrawing(person("Mihon02"), entry.number, ENTERED)) == NOT_OWN
    nobody = Resident(id=uuid4())
    assert codes(withdrawing(nobody, entry.number, ENTERED)) == [("no_such_resident", "")]
    assert Entry.objects.get().state == EntryState.ENTERED
