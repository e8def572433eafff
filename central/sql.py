"""Statements of the one hot path, an action, without building their text anew each time.

Measured on SQLite with our models: the ORM takes 0.4 to 0.9 ms to compile a query that the database
answers in 0.02 ms, and an action has seven. What stands here costs a tenth.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.models import Model, UUIDField

__all__ = [
    "columns",
    "first",
    "for_update",
    "insert",
    "insert_new",
    "parameter",
    "update",
    "update_each",
]

M = TypeVar("M", bound=Model)


def insert(model: type[Model], names: tuple[str, ...], rows: Sequence[Sequence[object]]) -> None:
    """Write new rows, in their order, in one statement; ``names`` are those of all the columns."""
    values = [parameter(value) for row in rows for value in row]
    with connection.cursor() as cursor:
        cursor.execute(_insert_text(model, names, len(rows)), values)


def insert_new(row: Model) -> None:
    """Write one new row, with all of its columns."""
    names = _names(type(row))
    insert(type(row), names, [[getattr(row, name) for name in names]])


def first(model: type[M], text: str, *values: object) -> M | None:
    """The first row of a SELECT of ``columns(model)``; only ids are converted."""
    with connection.cursor() as cursor:
        cursor.execute(text, [parameter(value) for value in values])
        row = cursor.fetchone()
    if row is None:
        return None
    names = _names(model)
    ids = _ids(model)
    known = [UUID(v) if i in ids and isinstance(v, str) else v for i, v in enumerate(row)]
    return model.from_db(connection.alias, names, known)


def columns(model: type[Model], table: str) -> str:
    """Every column of a model, in its order, for a SELECT in which its table has that name."""
    return ", ".join(f"{table}.{name}" for name in _names(model))


def update(text: str, *values: object) -> int:
    """Run an UPDATE; how many rows it found."""
    with connection.cursor() as cursor:
        cursor.execute(text, [parameter(value) for value in values])
        found: int = cursor.rowcount
    return found


def update_each(text: str, rows: Sequence[Sequence[Any]]) -> int:
    """Run an UPDATE for each row of parameters; how many rows they found together."""
    if not rows:
        return 0
    with connection.cursor() as cursor:
        cursor.executemany(text, rows)
        found: int = cursor.rowcount
    return found


def parameter(value: object) -> Any:
    """A value as both databases take it."""
    convert = _CONVERT.get(type(value))
    return value if convert is None else convert(value)


def for_update(table: str) -> str:
    """The lock of a row where the database has such; elsewhere writers queue anyway."""
    return f" FOR UPDATE OF {table}" if connection.features.has_select_for_update else ""


def _instant(value: datetime) -> Any:
    return _adapted_instant(connection.ops, value)


def _day(value: date) -> Any:
    return connection.ops.adapt_datefield_value(value)


@lru_cache(maxsize=16)
def _adapted_instant(ops: BaseDatabaseOperations, value: datetime) -> Any:
    """An action writes the instant of its arrival four times."""
    return ops.adapt_datetimefield_value(value)


_CONVERT: Mapping[type, Callable[[Any], Any]] = {
    UUID: lambda value: value.hex,
    datetime: _instant,
    date: _day,
    list: json.dumps,
}


@lru_cache(maxsize=16)
def _names(model: type[Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields)  # noqa: SLF001 - documented


@lru_cache(maxsize=16)
def _ids(model: type[Model]) -> frozenset[int]:
    fields = model._meta.concrete_fields  # noqa: SLF001 - documented
    return frozenset(i for i, field in enumerate(fields) if isinstance(field, UUIDField))


@lru_cache(maxsize=256)
def _insert_text(model: type[Model], names: tuple[str, ...], count: int) -> str:
    row = f"({', '.join(['%s'] * len(names))})"
    table = model._meta.db_table  # noqa: SLF001 - documented
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES {', '.join([row] * count)}"  # noqa: S608
