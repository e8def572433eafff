"""Statements of the one hot path, an action, without building their text anew each time.

Measured on SQLite with our models: the ORM takes 0.4 to 0.9 ms to compile a query that the database
answers in 0.02 ms, and an action has seven. ``Model.objects.raw`` and these inserts cost a tenth.
"""

import json
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model

__all__ = ["for_update", "insert", "parameter", "update"]


def insert(rows: Sequence[Model]) -> None:
    """Write new rows of one model, in their order, in one statement."""
    if not rows:
        return
    fields = rows[0]._meta.concrete_fields  # noqa: SLF001 - Django documents it
    values = [parameter(getattr(row, field.attname)) for row in rows for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(_insert_text(type(rows[0]), len(rows)), values)


def update(text: str, *values: object) -> int:
    """Run an UPDATE; how many rows it found."""
    with connection.cursor() as cursor:
        cursor.execute(text, [parameter(value) for value in values])
        found: int = cursor.rowcount
    return found


def parameter(value: object) -> Any:
    """A value as both databases take it."""
    match value:
        case UUID():
            return value.hex
        case datetime():
            return connection.ops.adapt_datetimefield_value(value)
        case date():
            return connection.ops.adapt_datefield_value(value)
        case list():
            return json.dumps(value)
        case _:
            return value


def for_update(table: str) -> str:
    """The lock of a row where the database has such; elsewhere writers queue anyway."""
    return f" FOR UPDATE OF {table}" if connection.features.has_select_for_update else ""


@lru_cache(maxsize=256)
def _insert_text(model: type[Model], count: int) -> str:
    meta = model._meta  # noqa: SLF001 - Django documents it
    names = ", ".join(str(field.column) for field in meta.concrete_fields)
    row = f"({', '.join(['%s'] * len(meta.concrete_fields))})"
    return f"INSERT INTO {meta.db_table} ({names}) VALUES {', '.join([row] * count)}"  # noqa: S608
