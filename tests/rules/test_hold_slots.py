"""Which slots a terminal may hold (rules/hold_slots.py), and what an official may write of it."""

from datetime import timedelta
from pathlib import Path

import pytest

from rules.calendar import day_of
from rules.facts import Slot
from rules.families.holds import Offered, Settings
from rules.floor import allocate, occupy
from rules.hold_slots import holdable, is_in_time, leaves_enough
from rules.policy import load
from tests.rules.worlds import NOW, changed, fault_of, ono, with_settings

TODAY = day_of(NOW)
SAID = {
    "slots_max": 2,
    "minutes": 120,
    "from_days_before": 3,
    "until_days_before": 2,
    "leaves_free": 1,
    "sports": ["badminton"],
    "source": "sample",
}
WRITTEN = """
[[policy]]
valid_from = 2015-04-01
rooms = ["argo/arena"]
[policy.holds.offered]
slots_max = 2
minutes = 120
from_days_before = 3
until_days_before = 2
leaves_free = 1
sports = ["badminton"]
source = "sample"
"""


def offered(**changes) -> Offered:
    return Offered.model_validate(SAID | changes)


def with_holds(**changes):
    return with_settings(Settings(offered=offered(**changes)))


def test_holds__are_off_where_nothing_is_said() -> None:
    assert list(holdable(ono(), "argo", NOW)) == []
    assert not is_in_time(ono(), "argo/arena", TODAY + timedelta(days=2), NOW)


def test_holds__are_off_where_none_are_offered() -> None:
    assert list(holdable(with_holds(slots_max=0), "argo", NOW)) == []


def test_holds__are_slots_of_the_days_that_are_said_at_the_own_venue() -> None:
    found = [one.slot for one in holdable(with_holds(), "argo", NOW)]
    assert {slot.facility.rpartition("/")[0] for slot in found} == {"argo"}
    ahead = {(slot.day - TODAY).days for slot in found}
    assert ahead <= {2, 3}
    assert ahead
    assert all(slot.end_minute - slot.start_minute == 120 for slot in found)
    assert {slot.sport for slot in found} == {"badminton"}


@pytest.mark.parametrize(("ahead", "held"), [(1, False), (2, True), (3, True), (4, False)])
def test_holds__are_in_time_on_either_side_of_both_limits(ahead: int, *, held: bool) -> None:
    day = TODAY + timedelta(days=ahead)
    assert is_in_time(with_holds(), "argo/arena", day, NOW) is held


def test_holds__leave_as_many_courts_free_as_is_said() -> None:
    day, floor = TODAY + timedelta(days=2), ono().rooms["argo/arena"].floor
    slot = Slot("argo/arena", "badminton", 1, day, 18 * 60, 20 * 60)
    courts = len(floor.masks("badminton"))
    for taken, enough in ((courts - 2, True), (courts - 1, False)):
        cells = allocate(floor, Slot("argo/arena", "badminton", taken, day, 0, 1440), frozenset())
        assert cells is not None
        occupied = occupy(floor, cells, 18 * 60, 20 * 60)
        assert leaves_enough(ono(), slot, offered(), occupied) is enough


def test_policy__of_holds_is_read(tmp_path: Path) -> None:

    folder = changed(tmp_path, "policy.toml", 'id = "ono"', 'id = "ono"')
    with (folder / "policy.toml").open("a", encoding="utf-8") as file:
        file.write(WRITTEN)
    assert [one.slot.facility for one in holdable(load(folder), "argo", NOW)] != []


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('sports = ["badminton"]', 'sports = ["quidditch"]', "no room has the sport quidditch"),
        ("from_days_before = 3", "from_days_before = 1", "must not be less than"),
        ("slots_max = 2", "slots_max = 21", "slots_max"),
        ("minutes = 120", "minutes = 20", "minutes"),
        ("leaves_free = 1\n", "", "leaves_free"),
    ],
)
def test_policy__of_holds_that_is_wrong_is_one_line(
    tmp_path: Path, old: str, new: str, line: str
) -> None:
    folder = changed(tmp_path, "policy.toml", 'id = "ono"', 'id = "ono"')
    with (folder / "policy.toml").open("a", encoding="utf-8") as file:
        file.write(WRITTEN.replace(old, new))
    assert line in fault_of(folder)
