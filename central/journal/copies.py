"""Beside the database of record another one, empty, and whether the rows of both are the same."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from central.database import database
from central.journal.models import Line

__all__ = ["RECORD", "different_rows", "into_empty", "recorded_lines"]

#: The alias of the database of record while another one takes its place.
RECORD = "record"
BUSINESS = ("registry", "booking", "lottery", "money", "notices")
CHUNK = 2_000

_Row = tuple[tuple[Any, ...], tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Outside:
    """Columns that are not compared, and by what the rows are then told apart."""

    columns: frozenset[str]
    key: tuple[str, ...]


#: A cell's id says nothing: the row is known by its place on the floor, which is taken once.
OUTSIDE: Mapping[str, Outside] = {
    "Cell": Outside(frozenset({"id"}), ("municipality", "facility", "day", "start_minute", "cell")),
    # Its box is in no line, so that it is gone when it is deleted.
    "KeptForm": Outside(frozenset({"box"}), ("id",)),
}


@contextmanager
def into_empty(folder: Path) -> Iterator[None]:
    """Every use case writes into a new SQLite database in ``folder`` until this ends.

    The database of record stays open as it is, in the transaction that it may be in.
    """
    before, record = connections.settings["default"], connections["default"]
    _rename(record, RECORD)
    connections.settings["default"] = _hasty(folder)
    del connections["default"]
    try:
        call_command("migrate", interactive=False, verbosity=0)
        yield
    finally:
        connections["default"].close()
        connections.settings["default"] = before
        _rename(record, "default")
        del connections[RECORD]


def _rename(connection: BaseDatabaseWrapper, alias: str) -> None:
    connection.alias = alias
    connections[alias] = connection


def _hasty(folder: Path) -> dict[str, Any]:
    """Whatever happens to it, it can be made again: nothing waits for the disk."""
    new = database("", folder)
    new["OPTIONS"]["init_command"] = "PRAGMA synchronous=OFF"
    configured: dict[str, Any] = connections.configure_settings({"default": new})["default"]
    return configured


def recorded_lines(municipality: str) -> Iterator[Line]:
    """In the order of the chain, and then those that are not sealed yet."""
    lines = Line.objects.using(RECORD).filter(municipality=municipality)
    yield from lines.filter(place__isnull=False).order_by("place").iterator(CHUNK)
    yield from lines.filter(place=None).order_by("written_at", "id").iterator(CHUNK)


def different_rows() -> Iterator[str]:
    """Of each table of the use cases the first row that is not the same, without its content."""
    for app in BUSINESS:
        for model in apps.get_app_config(app).get_models():
            found = _different(_Table(model))
            if found is not None:
                yield f"{model._meta.label}: {found}"  # noqa: SLF001 - documented


class _Table:
    """The rows of a model in either database, in one order, each with its key."""

    def __init__(self, model: type[Model]) -> None:
        meta = model._meta  # noqa: SLF001 - documented
        outside = OUTSIDE.get(model.__name__, Outside(frozenset(), (meta.pk.attname,)))
        self._model, self._key = model, outside.key
        names = [field.attname for field in meta.concrete_fields]
        self.names = [name for name in names if name not in outside.columns]

    def rows(self, alias: str) -> Iterator[_Row]:
        found = self._model._default_manager.using(alias).order_by(*self._key)  # noqa: SLF001
        for values in found.values_list(*self._key, *self.names).iterator(CHUNK):
            yield values[: len(self._key)], values[len(self._key) :]


def _different(table: _Table) -> str | None:
    for old, new in zip_longest(table.rows(RECORD), table.rows("default")):
        if old == new:
            continue
        if new is None or (old is not None and old[0] < new[0]):
            return f"{_name(old)} is missing"
        if old is None or new[0] < old[0]:
            return f"{_name(new)} is new"
        pairs = zip(table.names, old[1], new[1], strict=True)
        return f"{_name(old)}: {', '.join(name for name, one, other in pairs if one != other)}"
    return None


def _name(row: _Row) -> str:
    return " ".join(str(part) for part in row[0])
