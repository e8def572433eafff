"""The chain over the journal: each sealed line holds the hash of all lines before it.

Lines are sealed soon after they were committed, by ``python -m central work``, in the order in
which they were written: what saw the effect of another line was written after that one. So no
transaction waits for the head of a chain, and none is left out.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction

from central.journal.models import Line

__all__ = ["START", "Broken", "line_hash", "seal", "verify"]

START = "0" * 64
BATCH = 2_000
#: A transaction may have taken its instant and not have committed yet; none lives as long.
SETTLED_AFTER = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class Broken:
    """The first line whose hash is not what its content and the lines before it say."""

    place: int
    line: str


def line_hash(line: Line, before: str) -> str:
    content = [
        before,
        str(line.id),
        line.municipality,
        line.at.timestamp(),
        line.written_at.timestamp(),
        line.actor,
        line.kind,
        line.body,
        line.answer,
        line.policy,
    ]
    return sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def seal(municipality: str, now: datetime) -> int:
    """Give every settled line its place and hash; how many were sealed.

    Two that seal at once meet at the unique place, and the later one does nothing.
    """
    sealed = 0
    while count := _seal_batch(municipality, now):
        sealed += count
    return sealed


def verify(municipality: str) -> tuple[int, Broken | None]:
    """How many sealed lines there are, and the first that is broken."""
    before, place = START, 0
    lines = Line.objects.filter(municipality=municipality, place__isnull=False).order_by("place")
    for line in lines.iterator(chunk_size=BATCH):
        place += 1
        if line.place != place or line.hash != line_hash(line, before):
            return place, Broken(place, str(line.id))
        before = line.hash
    return place, None


@transaction.atomic
def _seal_batch(municipality: str, now: datetime) -> int:
    head = (
        Line.objects.select_for_update()
        .filter(municipality=municipality, place__isnull=False)
        .order_by("-place")
        .first()
    )
    place, before = (0, START) if head is None else (head.place or 0, head.hash)
    lines = Line.objects.filter(
        municipality=municipality, place__isnull=True, written_at__lt=now - SETTLED_AFTER
    ).order_by("written_at", "id")[:BATCH]
    for count, line in enumerate(lines, start=1):
        line.place, line.hash = place + count, line_hash(line, before)
        before = line.hash
        line.save(update_fields=["place", "hash"])
    return len(lines)
