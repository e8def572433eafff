"""No cut of the power loses what was acknowledged; ``python -m tests.power_cuts`` tries 20,000."""

import random  # noqa: TID251 - a failing test prints its seed
import shutil
import tempfile
from pathlib import Path

import pytest

from tests.power_cuts.disk import (
    Create,
    Disk,
    Remove,
    Rename,
    Said,
    Sync,
    SyncNames,
    Truncate,
    Write,
)
from tests.power_cuts.recording import record
from tests.power_cuts.sweep import WORK, sweep

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")

ACTIONS = 30
#: Every position of a life of so many actions, three ways: more than 1,000 different images.
IMAGES_MIN = 1_000


@pytest.fixture
def work():
    """In memory, where it can be: a start syncs more than an action does."""
    with tempfile.TemporaryDirectory(dir=WORK if WORK.is_dir() else None) as folder:
        yield Path(folder) / "cut"


def test_cut__at_any_call_loses_nothing(identity, work):
    seed = random.SystemRandom().randrange(1 << 32)
    calls = record(identity.file.parent, ACTIONS)
    found = sweep(calls, identity, work, torn=2, seed=seed)
    assert (found.lost, found.corrupt) == ([], []), seed
    assert found.images > IMAGES_MIN


def test_sweep__sees_a_disk_that_is_never_synced(identity, work):
    calls = [call for call in record(identity.file.parent, 6) if not isinstance(call, Sync)]
    found = sweep(calls, identity, work, torn=1, seed=1)
    assert found.lost
    assert found.corrupt


def test_sweep__sees_a_missing_sync_of_one_action(identity, work):
    calls = record(identity.file.parent, 6)
    told = calls.index(Said("recorded 5"))
    assert isinstance(calls[told - 1], Sync)
    del calls[told - 1]
    assert sweep(calls, identity, work, torn=0, seed=1).lost


def test_disk__keeps_what_was_synced():
    disk = Disk()
    for call in (Create("a"), Write("a", 0, b"12345"), Sync("a"), Write("a", 3, b"xyz")):
        disk.after(call)
    assert disk.none() == {}
    disk.after(SyncNames())
    assert disk.none() == {"a": b"12345"}
    assert disk.all() == {"a": b"123xyz"}
    disk.after(Truncate("a", 1))
    disk.after(Rename("a", "b"))
    assert (disk.none(), disk.all()) == ({"a": b"12345"}, {"b": b"1"})
    disk.after(Remove("b"))
    assert (disk.none(), disk.all()) == ({"a": b"12345"}, {})


def test_disk__tears_a_write_at_its_sectors():
    disk = Disk()
    for call in (Create("a"), SyncNames(), Write("a", 100, b"x" * 1024)):
        disk.after(call)
    chance = random.Random(3)
    images = {disk.torn(chance)["a"].strip(b"\0") for _ in range(200)}
    assert {len(image) for image in images} == {0, 412, 512, 924, 1024, 100, 612}
