"""``python -m central restore``: a backup becomes the database of record, and is looked at."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.migrations.loader import MigrationLoader

from central import clock
from central.journal.chain import verify
from central.journal.one_instant import one_instant
from central.operation.archive import DATABASE, KEYS, BadArchiveError, Manifest, opened
from central.operation.backup import REPLACED, journal_heads
from central.operation.postgres_tools import run_tool
from central.state import DATABASE_NAME, keep_key, kept_keys

__all__ = ["restore"]

LEAVING_S, LOOK_AGAIN_S = 2.0, 0.05
_OTHERS = (
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
#: Whole or not at all, and owned by whoever restores.
_HOW = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")


def restore(path: Path, *, replace: bool) -> Iterator[str]:
    """Put everything in place; yields what is wrong with what is now there.

    Raises BadArchiveError, and has changed nothing, where the file is not sound or does not fit.
    """
    with opened(path, settings.STATE) as (manifest, folder):
        _check_fits(path, manifest)
        _TAKE[connection.vendor](folder / DATABASE, replace)
        for key in sorted(folder.glob(f"{KEYS}*")):
            keep_key(settings.STATE, key.read_bytes())
    call_command("migrate", interactive=False, verbosity=0)
    with one_instant():
        yield from _broken(manifest)
    missing = sorted(set(manifest.sealing_keys) - kept_keys(settings.STATE).keys())
    if missing:
        yield f"{settings.STATE} lacks the private keys {', '.join(missing)}: copy their files"


def _check_fits(path: Path, manifest: Manifest) -> None:
    if manifest.engine != connection.vendor:
        raise BadArchiveError(f"{path} is of {manifest.engine}, and this is {connection.vendor}")
    known = MigrationLoader(None).disk_migrations or {}
    newer = [
        f"{app}.{name}" for app, name in manifest.migrations.items() if (app, name) not in known
    ]
    if newer:
        raise BadArchiveError(f"{path} is of another version, which has {', '.join(newer)}")


def _broken(manifest: Manifest) -> Iterator[str]:
    """Whether the journal is the one that the backup speaks of, and whole."""
    if journal_heads() != manifest.journals:
        yield "the journal does not end as the backup says"
    for municipality in manifest.journals:
        _, broken = verify(municipality)
        if broken is not None:
            yield f"journal of {municipality}: line {broken.line} at place {broken.place} is broken"


def _take_sqlite(content: Path, replace: bool) -> None:
    target = settings.STATE / DATABASE_NAME
    if _has_tables(target):
        _want(replace, str(target))
        target.rename(target.with_name(f"{REPLACED}{clock.millis(clock.now())}.sqlite3"))
    with content.open("rb") as file:
        os.fsync(file.fileno())
    content.replace(target)


def _has_tables(target: Path) -> bool:
    """Nobody has it open, and there is no log beside it any more."""
    with closing(sqlite3.connect(target)) as old:
        try:
            old.execute("PRAGMA journal_mode=DELETE")
            return bool(old.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
        except sqlite3.OperationalError:
            raise BadArchiveError(f"{target} is in use: stop the centre and its worker") from None


def _take_postgresql(content: Path, replace: bool) -> None:
    aside = f"{REPLACED}{clock.millis(clock.now())}"
    filled = _is_filled(replace)
    if filled:
        _run(f"ALTER SCHEMA public RENAME TO {aside}", "CREATE SCHEMA public")
    connection.close()
    try:
        run_tool("pg_restore", *_HOW, str(content))
    except BadArchiveError:
        if filled:
            _run("DROP SCHEMA public", f"ALTER SCHEMA {aside} RENAME TO public")
        raise


def _is_filled(replace: bool) -> bool:
    """Whether there is something to put aside, which nobody uses."""
    name = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        if not connection.introspection.table_names(cursor):
            return False
        _want(replace, f"the database {name}")
        if _is_used(cursor):
            raise BadArchiveError(f"{name} is in use: stop the centre and its worker")
    return True


def _is_used(cursor: CursorWrapper) -> bool:
    """By others, who are given a moment: PostgreSQL counts one that has ended a little longer."""
    until = time.monotonic() + LEAVING_S
    while _others(cursor):
        if time.monotonic() > until:
            return True
        time.sleep(LOOK_AGAIN_S)
    return False


def _others(cursor: CursorWrapper) -> int:
    cursor.execute(_OTHERS)
    count: int = cursor.fetchone()[0]
    return count


def _run(*statements: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _want(replace: bool, target: str) -> None:
    if not replace:
        raise BadArchiveError(f"{target} is not empty: --replace puts it aside")


_TAKE: Mapping[str, Callable[[Path, bool], None]] = {
    "sqlite": _take_sqlite,
    "postgresql": _take_postgresql,
}
