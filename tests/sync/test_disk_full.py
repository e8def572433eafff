"""A disk that is full at any write: nothing half done, and the truth is said."""

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from sync.draft import IntakeStopped, Recorded
from sync.identity import read_identity
from sync.outbox import Outbox
from sync.replica import Replica
from sync.wire import ActionVerdict, Availability
from tests.sync.conftest import ROOMY, SESSION
from tests.sync.far_end import NOW_MS

SIZE = "600k"
ACTIONS = 8


def why_not() -> str | None:
    if os.geteuid() != 0:
        return "a small tmpfs is mounted by root only"
    if shutil.which("mount") is None:
        return "mount is not installed"
    return None


pytestmark = pytest.mark.skipif(why_not() is not None, reason=str(why_not()))


@pytest.fixture
def small_disk(identity, tmp_path):
    """The state directory on a disk of its own, with the identity in it."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(disk)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode != 0:
        pytest.skip(f"a tmpfs cannot be mounted here: {mounted.stderr.decode().strip()}")
    shutil.copy(identity.file, disk)
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.fixture
def opened(small_disk):
    boxes = []

    def make(limits=ROOMY):
        while boxes:
            boxes.pop().close()
        identity = read_identity(small_disk)
        boxes.append(Outbox(small_disk, identity, SESSION, limits, NOW_MS))
        return boxes[-1]

    yield make
    for box in boxes:
        box.close()


def fill(disk: Path, leave: int = 0) -> Path:
    """Take all the room that is left but ``leave`` bytes."""
    ballast = disk / "ballast"
    with ballast.open("ab", buffering=0) as file:
        try:
            while file.write(b"\0" * 1024):
                pass
        except OSError:
            file.truncate(max(0, file.tell() - leave))
    return ballast


def verdict(row):
    action = UUID(row.action)
    return ActionVerdict(seq=row.seq, action=action, verdict="applied", centre_ms=NOW_MS)


def test_full_disk__takes_an_action_whole_or_not_at_all(small_disk, opened, draft, clock):
    box = opened()
    recorded = []
    for _ in range(1000):
        wanted = draft()
        result = box.put(wanted, clock.stamp())
        if not isinstance(result, Recorded):
            break
        recorded.append(str(wanted.action))
    assert result == IntakeStopped("disk")
    assert len(recorded) > 10
    for _ in range(5):
        assert box.put(draft(), clock.stamp()) == IntakeStopped("disk")
    assert box.unsent == len(recorded)
    assert [row.action for row in box.due(1000)] == recorded
    again = opened()
    assert [row.action for row in again.due(1000)] == recorded
    assert again.fault is None


PAGE_BYTES = 4096


def test_any_write__fails_whole(small_disk, opened, draft, clock):
    """So much room is left that the disk is full at the first write, at the second, and so on."""
    full_at = [
        _written_until_full(small_disk, opened, draft, clock, leave)
        for leave in range(0, 60 * PAGE_BYTES, PAGE_BYTES)
    ]
    # From not a single action to all of them: each write in between met the end of the disk.
    assert (full_at[0], full_at[-1]) == (0, ACTIONS)
    assert full_at == sorted(full_at)


def _written_until_full(small_disk, opened, draft, clock, leave):
    for old in small_disk.glob("outbox*"):
        old.unlink()
    box = opened()
    for _ in range(4):
        box.put(draft(), clock.stamp())
    rows = box.due(4)
    ballast = fill(small_disk, leave)
    results = [box.put(draft(), clock.stamp()) for _ in range(ACTIONS)]
    box.mark_unknown(rows)
    box.settle([verdict(row) for row in rows])
    box.settle_log()
    kept = [result.seq for result in results if isinstance(result, Recorded)]
    ballast.unlink()
    again = opened()
    assert (again.fault, again.intake()) == (None, None)
    assert [row.seq for row in again.recent(100)] == [*reversed(kept), 4, 3, 2, 1]
    again.settle([verdict(row) for row in rows])
    assert again.unsent == len(kept)
    again.close()
    return len(kept)


def test_verdict__that_cannot_be_written_comes_again(small_disk, opened, draft, clock):
    box = opened()
    wanted = draft()
    box.put(wanted, clock.stamp())
    ballast = fill(small_disk)
    row = box.due(1)[0]
    assert box.settle([verdict(row)]) == ()
    assert box.unsent == 1
    ballast.unlink()
    (settled,) = box.settle([verdict(row)])
    assert settled.visit == wanted.visit


def test_start_on_a_full_disk__works_as_far_as_it_can(small_disk, opened, draft, clock):
    box = opened()
    box.put(draft(), clock.stamp())
    box.close()
    ballast = fill(small_disk)
    box = opened(replace(ROOMY, free_bytes_min=1))
    assert box.put(draft(), clock.stamp()) == IntakeStopped("disk")
    ballast.unlink()
    box = opened()
    assert (box.fault, box.intake(), box.unsent) == (None, None, 1)


def test_damage_on_a_full_disk__leaves_everything_for_later(small_disk, opened, draft, clock):
    box = opened()
    for _ in range(5):
        box.put(draft(), clock.stamp())
    opened().close()
    file = small_disk / "outbox.db"
    file.write_bytes(file.read_bytes()[: -20 * 512])
    damaged = file.read_bytes()
    ballast = fill(small_disk)
    box = opened()
    assert "outbox.salvaged.new" in box.fault
    assert box.put(draft(), clock.stamp()) == IntakeStopped("disk")
    assert file.read_bytes() == damaged
    ballast.unlink()
    box = opened()
    assert "kept as outbox.damaged-" in box.fault
    assert box.unsent == 5


def test_first_start_on_a_full_disk__says_so(small_disk, opened, draft, clock):
    fill(small_disk)
    box = opened()
    assert "outbox.db" in box.fault
    assert box.put(draft(), clock.stamp()) == IntakeStopped("disk")
    assert box.due(10) == ()


def test_replica__goes_on_in_memory(small_disk):
    fill(small_disk)
    one = Replica(small_disk, "ono")
    answer = Availability(
        municipality="ono", full=True, cursor="c", days=(), sealing_keys=(), centre_ms=NOW_MS
    )
    one.apply(answer, '"e"', None, NOW_MS)
    assert one.snapshot({}).as_of is not None
    one.close()
