"""The chain over the journal: each sealed line holds the hash of all lines before it.

Lines are sealed soon after they were committed, by ``python -m central work``, in the order in
which they were written: what saw the effect of another line was written after that one. So no
transaction waits for the head of a chain, and none is left out.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256

from django.db import transaction

from central.journal.models import Line
from central.sql import parameter, update_each
from central.transactions import in_transaction

__all__ = [
    "SETTLED_AFTER",
    "START",
    "Broken",
    "head",
    "line_hash",
    "newest_instant",
    "seal",
    "verify",
]

START = "0" * 64
BATCH = 2_000
#: A transaction may have taken its instant and not have committed yet; none lives as long.
SETTLED_AFTER = timedelta(seconds=15)
_SEAL = "UPDATE journal_line SET place = %s, hash = %s WHERE id = %s AND place IS NULL"


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

    Of two that seal at once the later one finds the lines sealed, and leaves them as they are.
    """
    sealed = 0
    while count := in_transaction(partial(_seal_batch, municipality, now)):
        sealed += count
    return sealed


def head(municipality: str) -> Line | None:
    """The last sealed line."""
    sealed = Line.objects.filter(municipality=municipality, place__isnull=False)
    return sealed.order_by("-place").first()


def newest_instant(municipality: str) -> datetime | None:
    """When the newest line was written, sealed or not."""
    waiting = Line.objects.filter(municipality=municipality, place__isnull=True)
    last = (head(municipality), waiting.order_by("-written_at").first())
    return max((line.written_at for line in last if line is not None), default=None)


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


def _seal_batch(municipality: str, now: datetime) -> int:
    last = head(municipality)
    place, before = (0, START) if last is None else (last.place or 0, last.hash)
    lines = Line.objects.filter(
        municipality=municipality, place__isnull=True, written_at__lt=now - SETTLED_AFTER
    ).order_by("written_at", "id")[:BATCH]
    sealed: list[tuple[object, ...]] = []
    for line in lines:
        before = line_hash(line, before)
        sealed.append((place + len(sealed) + 1, before, parameter(line.id)))
    if update_each(_SEAL, sealed) < len(sealed):
        transaction.set_rollback(True)
        return 0
    return len(sealed)
