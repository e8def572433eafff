"""``python -m central backup``: the database as it stood at one instant, while it is used."""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from central import clock
from central.journal.chain import head
from central.journal.models import Line
from central.journal.one_instant import one_instant
from central.operation.archive import (
    DATABASE,
    FORMAT,
    BadArchiveError,
    Head,
    Manifest,
    write_archive,
)
from central.operation.postgres_tools import run_tool
from central.policies import municipalities, policy_digest
from central.state import kept_keys
from central.terminals.sealing import needed_kids

__all__ = ["REPLACED", "back_up", "journal_heads"]

#: The schemas and files that a restored database took the place of.
REPLACED = "replaced_"


def back_up(path: Path, *, with_keys: bool) -> Manifest:
    """Write the file; what it says of itself."""
    if path.exists():
        raise BadArchiveError(f"{path} is there already")
    keys = _private_keys() if with_keys else {}
    try:
        with TemporaryDirectory(prefix=".backup-", dir=path.absolute().parent) as scratch:
            database = Path(scratch, DATABASE)
            with one_instant():
                manifest = _manifest(with_keys=with_keys)
                _COPY[connection.vendor](database)
            write_archive(path, manifest, database, keys)
    except OSError as error:
        raise BadArchiveError(f"{path}: {str(error.strerror).lower()}") from None
    return manifest


def journal_heads() -> dict[str, Head]:
    """Of every municipality that has lines, how far they are sealed."""
    names = Line.objects.order_by().values_list("municipality", flat=True).distinct()
    return {name: _head(name) for name in sorted(names)}


def _head(municipality: str) -> Head:
    last = head(municipality)
    waiting = Line.objects.filter(municipality=municipality, place=None).count()
    place, hash_ = (0, "") if last is None else (last.place or 0, last.hash)
    return Head(place=place, hash=hash_, waiting=waiting)


def _manifest(*, with_keys: bool) -> Manifest:
    applied = sorted(MigrationRecorder(connection).applied_migrations())
    return Manifest(
        format=FORMAT,
        made_at=clock.now().isoformat(),
        engine=connection.vendor,
        migrations=dict(applied),
        policies={name: policy_digest(name) for name in municipalities()},
        journals=journal_heads(),
        sealing_keys=needed_kids(),
        with_keys=with_keys,
    )


def _private_keys() -> dict[str, bytes]:
    return {kid: key.private_bytes_raw() for kid, key in kept_keys(settings.STATE).items()}


def _copy_sqlite(target: Path) -> None:
    """In the transaction that has read the manifest; who writes goes on in the log beside it."""
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        # One file, whole by itself.
        copy.execute("PRAGMA journal_mode=DELETE")


def _copy_postgresql(target: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
    run_tool(
        "pg_dump",
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        f"--exclude-schema={REPLACED}*",
        f"--snapshot={snapshot}",
        f"--file={target}",
    )


_COPY: Mapping[str, Callable[[Path], None]] = {
    "sqlite": _copy_sqlite,
    "postgresql": _copy_postgresql,
}
