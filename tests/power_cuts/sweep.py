"""The power is cut after every call of a recording; what is left is opened as at any start."""

import random  # noqa: TID251 - made from a seed that is printed
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from sync.identity import Identity
from sync.outbox import Limits, Outbox
from tests.power_cuts.disk import Call, Disk, Image, Said
from tests.sync.put_forever import NOW_MS

__all__ = ["WORK", "Found", "sweep"]

#: Images are small and thrown away: memory is the better place for them.
WORK = Path("/dev/shm")


@dataclass
class Found:
    """``lost`` and ``corrupt`` name the images in which an action was missing, or was altered."""

    images: int = 0
    lost: list[str] = field(default_factory=list)
    corrupt: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Cut:
    """What is left of the disk, and what the program had said by then."""

    name: str
    image: Image
    said: frozenset[str]


def sweep(
    calls: Sequence[Call],
    identity: Identity,
    work: Path,
    *,
    torn: int,
    seed: int,
    images_max: int | None = None,
) -> Found:
    """Each position with nothing, all, and ``torn`` times some of what was not synced.

    An image that was looked at, and of which no more was said since, is not counted again.
    """
    found, disk = Found(), Disk()
    said: set[str] = set()
    known: set[bytes] = set()
    chance = random.Random(seed)
    for place, call in enumerate(calls):
        disk.after(call)
        if isinstance(call, Said):
            said.add(call.word)
            known.clear()
        for kind, image in _images(disk, torn, chance):
            if found.images == images_max:
                return found
            if (digest := _digest(image)) not in known:
                known.add(digest)
                cut = _Cut(f"call {place}, {kind}", image, frozenset(said))
                _judge(cut, identity, work, found)
    return found


def _images(disk: Disk, torn: int, chance: random.Random) -> Iterator[tuple[str, Image]]:
    yield "none", disk.none()
    yield "all", disk.all()
    for number in range(torn):
        yield f"torn {number}", disk.torn(chance)


def _digest(image: Image) -> bytes:
    digest = sha256()
    for name, content in sorted(image.items()):
        digest.update(f"{name} {len(content)} ".encode())
        digest.update(content)
    return digest.digest()


def _judge(cut: _Cut, identity: Identity, work: Path, found: Found) -> None:
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    for file, content in cut.image.items():
        (work / file).write_bytes(content)
    outbox = Outbox(work, identity, UUID(int=9), Limits(free_bytes_min=0), NOW_MS)
    rows = {UUID(row.action).int: row for row in outbox.recent(1_000_000)}
    sound = (outbox.fault, outbox.intake()) == (None, None)
    outbox.close()
    found.images += 1
    if not sound or list(work.glob("*damaged*")):
        found.corrupt.append(f"{cut.name}: {outbox.fault}")
    recorded, settled = _numbers(cut.said, "recorded"), _numbers(cut.said, "settled")
    # One more may have arrived and not have been told of.
    if not recorded <= rows.keys() or len(rows) > len(recorded) + 1:
        found.lost.append(f"{cut.name}: {sorted(recorded ^ rows.keys())}")
    if any(number in rows and rows[number].state != "applied" for number in settled):
        found.lost.append(f"{cut.name}: a verdict")


def _numbers(said: frozenset[str], what: str) -> set[int]:
    return {int(word.split()[1]) for word in said if word.startswith(what)}
