"""Statements of the one hot path, an action, without building their text anew each time.

The ORM takes ten times as long to compile a query as the database takes to answer it, and Django's
cursor takes another time as long to pass it on. Its errors and its transactions are Django's.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.models import Model, UUIDField
from django.db.models.base import ModelState

__all__ = [
    "columns",
    "first",
    "for_update",
    "insert",
    "insert_new",
    "new",
    "parameter",
    "rows",
    "update",
    "update_each",
]

M = TypeVar("M", bound=Model)


def insert(model: type[Model], names: tuple[str, ...], each: Sequence[Sequence[object]]) -> None:
    """Write new rows, in their order, in one statement; ``names`` are those of all the columns."""
    _run(_insert_text(model, names, len(each)), [value for row in each for value in row])


def insert_new(row: Model) -> None:
    """Write one new row, with all of its columns."""
    names = _names(type(row))
    values = row.__dict__
    insert(type(row), names, [[values[name] for name in names]])


def new(model: type[M], **values: object) -> M:
    """A row to insert, of which its id and all that has no default is said."""
    return _made(model, {**_defaults(model), **values}, adding=True)


def first(model: type[M], text: str, *values: object) -> M | None:
    """The first row of a SELECT of ``columns(model)``; only ids are converted."""
    found = _run(text, values).fetchall()
    if not found:
        return None
    ids = _ids(model)
    known = [UUID(v) if i in ids and isinstance(v, str) else v for i, v in enumerate(found[0])]
    return _made(model, dict(zip(_names(model), known, strict=True)), adding=False)


def columns(model: type[Model], table: str) -> str:
    """Every column of a model, in its order, for a SELECT in which its table has that name."""
    return ", ".join(f"{table}.{name}" for name in _names(model))


def rows(text: str, *values: object) -> list[Any]:
    """Every row of a SELECT, with its values as the database gives them."""
    found: list[Any] = _run(text, values).fetchall()
    return found


def update(text: str, *values: object) -> int:
    """Run an UPDATE; how many rows it found."""
    found: int = _run(text, values).rowcount
    return found


def update_each(text: str, each: Sequence[Sequence[Any]]) -> int:
    """Run an UPDATE for each row of parameters; how many rows they found together."""
    if not each:
        return 0
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.executemany(text, each)
        found: int = cursor.rowcount
    return found


def parameter(value: object) -> Any:
    """A value as the database takes it, for those who use Django's cursor."""
    here = connections[DEFAULT_DB_ALIAS]
    change = _CONVERT[here.vendor].get(type(value))
    return value if change is None else change(here, value)


def for_update(table: str) -> str:
    """The lock of a row where the database has such; elsewhere writers queue anyway."""
    here = connections[DEFAULT_DB_ALIAS]
    return f" FOR UPDATE OF {table}" if here.features.has_select_for_update else ""


def _run(text: str, values: Sequence[object]) -> Any:
    """By the driver's own cursor; by Django's where somebody listens to what is executed."""
    here: Any = connections[DEFAULT_DB_ALIAS]
    here.ensure_connection()
    convert = _CONVERT[here.vendor]
    plain = [
        value if (change := convert.get(type(value))) is None else change(here, value)
        for value in values
    ]
    if here.execute_wrappers:
        cursor = here.cursor()
        cursor.execute(text, plain)
        return cursor
    with here.wrap_database_errors:
        return here.connection.execute(_text(here.vendor, text), plain)


@lru_cache(maxsize=256)
def _text(vendor: str, text: str) -> str:
    return text.replace("%s", "?") if vendor == "sqlite" else text


def _instant(here: BaseDatabaseWrapper, value: datetime) -> Any:
    return _adapted_instant(here.ops, value)


@lru_cache(maxsize=16)
def _adapted_instant(ops: BaseDatabaseOperations, value: datetime) -> Any:
    """An action writes the instant of its arrival four times."""
    return ops.adapt_datetimefield_value(value)


_BOTH: Mapping[type, Callable[[Any, Any], Any]] = {
    UUID: lambda _here, value: value.hex,
    list: lambda _here, value: json.dumps(value),
}
#: What is written otherwise than it is said.
_CONVERT: Mapping[str, Mapping[type, Callable[[Any, Any], Any]]] = {
    "postgresql": _BOTH,
    "sqlite": {**_BOTH, datetime: _instant, date: lambda _here, value: value.isoformat()},
}


def _made(model: type[M], values: Mapping[str, object], *, adding: bool) -> M:
    """What ``Model.__init__`` makes of every column; that looks at each of them anew."""
    row = model.__new__(model)
    row.__dict__.update(values)
    row._state = ModelState()  # noqa: SLF001 - as Model.__init__ does
    row._state.adding, row._state.db = adding, DEFAULT_DB_ALIAS  # noqa: SLF001 - as from_db does
    return row


@lru_cache(maxsize=64)
def _defaults(model: type[Model]) -> Mapping[str, object]:
    """Of the columns whose default is a value and is not made anew for each row."""
    fields = model._meta.concrete_fields  # noqa: SLF001 - documented
    return {
        field.attname: field.get_default()
        for field in fields
        if field.null or (field.has_default() and not callable(field.default))
    }


@lru_cache(maxsize=64)
def _names(model: type[Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields)  # noqa: SLF001 - documented


@lru_cache(maxsize=64)
def _ids(model: type[Model]) -> frozenset[int]:
    fields = model._meta.concrete_fields  # noqa: SLF001 - documented
    return frozenset(i for i, field in enumerate(fields) if isinstance(field, UUIDField))


@lru_cache(maxsize=256)
def _insert_text(model: type[Model], names: tuple[str, ...], count: int) -> str:
    row = f"({', '.join(['%s'] * len(names))})"
    table = model._meta.db_table  # noqa: SLF001 - documented
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES {', '.join([row] * count)}"  # noqa: S608
