"""Statements of the one hot path, an action, without building their text anew each time.

The ORM takes ten times as long to compile a query as the database takes to answer it, and Django's
cursor takes another time as long to pass it on. Its errors and its transactions are Django's.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.models import Model, UUIDField
from django.db.models.base import ModelState

from central import postgres
from central.postgres import Answer, Asked, array

__all__ = [
    "ask",
    "columns",
    "first",
    "for_update",
    "insert",
    "insert_new",
    "joined",
    "models",
    "new",
    "parameter",
    "rows",
    "together",
    "update",
    "update_each",
]

M = TypeVar("M", bound=Model)
#: In one statement; SQLite takes 32,766 values.
ROWS_MAX = 1_000
_JOINED = {"sqlite": "group_concat({})", "postgresql": "string_agg(CAST({} AS text), ',')"}
#: Rows that wait to be written, by their table, its columns, and whether their order matters.
_Waiting = dict[tuple[type[Model], tuple[str, ...], bool], list[Sequence[object]]]
_WAITING: ContextVar[_Waiting | None] = ContextVar("waiting", default=None)


def insert(
    model: type[Model],
    names: tuple[str, ...],
    each: Sequence[Sequence[object]],
    *,
    ordered: bool = False,
) -> None:
    """Write new rows; ``names`` are those of all the columns, and the first is the id.

    ``ordered``: by what follows the id, in which order everybody writes rows of this table.
    """
    waiting = _WAITING.get()
    if waiting is not None:
        waiting.setdefault((model, names, ordered), []).extend(each)
    else:
        _write({(model, names, ordered): list(each)})


def insert_new(row: Model) -> None:
    """Write one new row, with all of its columns."""
    names = _names(type(row))
    values = row.__dict__
    insert(type(row), names, [[values[name] for name in names]])


@contextmanager
def together() -> Iterator[None]:
    """New rows wait until anything else is asked, or for the end, and are written at once."""
    here, waiting = connections[DEFAULT_DB_ALIAS], _Waiting()
    token = _WAITING.set(waiting)
    try:
        with here.execute_wrapper(_write_first):
            yield
            _flush()
    finally:
        _WAITING.reset(token)


def new(model: type[M], **values: object) -> M:
    """A row to insert, of which its id and all that has no default is said."""
    return _made(model, {**_defaults(model), **values}, adding=True)


def first(model: type[M], text: str, *values: object) -> M | None:
    """The first row of a SELECT of ``columns(model)``; only ids are converted."""
    return next(iter(models(model, rows(text, *values))), None)


def models(model: type[M], found: Sequence[Sequence[object]]) -> list[M]:
    """The rows of a SELECT of ``columns(model)``."""
    ids, names = _ids(model), _names(model)
    known = (
        [UUID(v) if i in ids and isinstance(v, str) else v for i, v in enumerate(row)]
        for row in found
    )
    return [_made(model, dict(zip(names, row, strict=True)), adding=False) for row in known]


def columns(model: type[Model], table: str) -> str:
    """Every column of a model, in its order, for a SELECT in which its table has that name."""
    return ", ".join(f"{table}.{name}" for name in _names(model))


def rows(text: str, *values: object) -> list[Any]:
    """Every row of a SELECT, with its values as the database gives them."""
    return ask((text, values))[0][0]


def update(text: str, *values: object) -> int:
    """Run an UPDATE; how many rows it found."""
    return ask((text, values))[0][1]


def ask(*asked: Asked) -> list[Answer]:
    """Several statements at once: of each its rows, and how many it found."""
    _flush()
    return _ask(asked)


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


def joined(number: str) -> str:
    """The aggregate of whole numbers that makes one text of them, with commas, in any order."""
    return _JOINED[connections[DEFAULT_DB_ALIAS].vendor].format(number)


def _write_first(execute: Callable[..., Any], *rest: Any) -> Any:
    """Whatever else is asked of the connection finds the rows that waited."""
    _flush()
    return execute(*rest)


def _flush() -> None:
    waiting = _WAITING.get()
    if waiting:
        each = dict(waiting)
        waiting.clear()
        _write(each)


def _write(waiting: _Waiting) -> None:
    asked: list[Asked] = []
    for (model, names, ordered), each in waiting.items():
        asked += _inserts(model, names, sorted(each, key=_after_id) if ordered else each)
    _ask(asked)


def _inserts(
    model: type[Model], names: tuple[str, ...], each: Sequence[Sequence[object]]
) -> Iterator[Asked]:
    """Of many rows PostgreSQL is given whole columns: that is one statement for any number."""
    if len(each) > 1 and connections[DEFAULT_DB_ALIAS].vendor == "postgresql":
        turned = zip(*each, strict=True)
        yield _arrays_text(model, names), [array(values) for values in turned]
        return
    for start in range(0, len(each), ROWS_MAX):
        some = each[start : start + ROWS_MAX]
        yield _insert_text(model, names, len(some)), [value for row in some for value in row]


def _after_id(row: Sequence[object]) -> tuple[Any, ...]:
    return tuple(row[1:])


def _ask(asked: Sequence[Asked]) -> list[Answer]:
    """By the driver itself; by Django's cursor where somebody listens to what is executed."""
    here: Any = connections[DEFAULT_DB_ALIAS]
    here.ensure_connection()
    if here.queries_logged or len(here.execute_wrappers) > (_WAITING.get() is not None):
        return [_overheard(here, text, values) for text, values in asked]
    with here.wrap_database_errors:
        if here.vendor == "postgresql":
            return postgres.ask(here.connection, asked)
        return [_asked_of_sqlite(here, text, values) for text, values in asked]


def _overheard(here: Any, text: str, values: Sequence[object]) -> Answer:
    with here.cursor() as cursor:
        cursor.execute(text, [parameter(value) for value in values])
        return (cursor.fetchall() if cursor.description else []), cursor.rowcount


def _asked_of_sqlite(here: Any, text: str, values: Sequence[object]) -> Answer:
    convert = _CONVERT["sqlite"]
    plain = [
        value if (change := convert.get(type(value))) is None else change(here, value)
        for value in values
    ]
    cursor = here.connection.execute(_with_marks(text), plain)
    return cursor.fetchall(), cursor.rowcount


@lru_cache(maxsize=256)
def _with_marks(text: str) -> str:
    return text.replace("%s", "?")


def _instant(here: BaseDatabaseWrapper, value: datetime) -> Any:
    return _adapted_instant(here.ops, value)


@lru_cache(maxsize=16)
def _adapted_instant(ops: BaseDatabaseOperations, value: datetime) -> Any:
    """An action writes the instant of its arrival four times."""
    return ops.adapt_datetimefield_value(value)


_BOTH: Mapping[type, Callable[[Any, Any], Any]] = {
    UUID: lambda _here, value: value.hex,
    list: lambda _here, value: json.dumps(value),
    dict: lambda _here, value: json.dumps(value),
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


@lru_cache(maxsize=64)
def _arrays_text(model: type[Model], names: tuple[str, ...]) -> str:
    """One statement for any number of rows: a value is a whole column."""
    here = connections[DEFAULT_DB_ALIAS]
    meta = model._meta  # noqa: SLF001 - documented
    types = {field.attname: field.db_type(here) for field in meta.concrete_fields}
    values = ", ".join(f"%s::{types[name]}[]" for name in names)
    return f"INSERT INTO {meta.db_table} ({', '.join(names)}) SELECT * FROM unnest({values})"  # noqa: S608
