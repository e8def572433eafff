"""Point Django, which knows one database a process, at another one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, connections, transaction

from central import clock
from central.database import database
from central.terminals.sealing import publish_keys

__all__ = ["empty", "migrated", "use", "use_file"]

OURS = ("desk", "registry", "booking", "lottery", "money", "notices", "terminals", "journal")


def use(url: str) -> None:
    _point_at(database(url, settings.STATE))


def _point_at(wanted: dict) -> None:
    connections["default"].close()
    del connections["default"]
    connections.settings["default"] = connections.configure_settings({"default": wanted})["default"]


def migrated(url: str) -> str:
    use(url)
    call_command("migrate", interactive=False, verbosity=0)
    return url


def empty() -> None:
    """No rows of ours, but for the published keys."""
    tables = [
        model._meta.db_table for name in OURS for model in apps.get_app_config(name).models.values()
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in connection.ops.sql_flush(no_style(), tables, allow_cascade=True):
            cursor.execute(statement)
    publish_keys(clock.now())


@contextmanager
def use_file(state: Path, url: str) -> Iterator[None]:
    """Look into the database of a centre that ran in a process of its own."""
    before = connections.settings["default"]
    _point_at(database(url, state))
    try:
        yield
    finally:
        connections["default"].close()
        del connections["default"]
        connections.settings["default"] = before
