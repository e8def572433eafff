"""Rows of a model by what their columns hold: the ORM's answer, its statement compiled once.

For what runs with every action and every poll; ``central.sql`` says why. Everything else asks the
ORM.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model

from central import sql

__all__ = ["find", "find_one", "select"]

M = TypeVar("M", bound=Model)
#: A column by its place, and what the ORM makes of its value there.
_Converters = tuple[tuple[int, Callable[[Any], Any]], ...]


def find(model: type[M], *, lock: bool = False, **where: object) -> list[M]:
    """Every row whose columns are these, ``terminal_id`` and not ``terminal``; ``lock``: locked."""
    text = _where(tuple(where)) + (sql.for_update("t") if lock else "")
    return select(model, text, *where.values())


def find_one(model: type[M], *, lock: bool = False, **where: object) -> M | None:
    """The one row of which there is one at most."""
    return next(iter(find(model, lock=lock, **where)), None)


def select(model: type[M], text: str, *values: object) -> list[M]:
    """What follows FROM, where the table is ``t``."""
    found = sql.rows(_head(model) + text, *values)
    return sql.models(model, _converted(model, found)) if found else []


def _converted(model: type[Model], found: Sequence[Sequence[object]]) -> list[list[object]]:
    converters = _converters(model, connections[DEFAULT_DB_ALIAS].vendor)
    each = [list(row) for row in found]
    for row in each:
        for index, convert in converters:
            row[index] = convert(row[index])
    return each


@lru_cache(maxsize=64)
def _head(model: type[Model]) -> str:
    return f"SELECT {sql.columns(model, 't')} FROM {model._meta.db_table} t "  # noqa: S608, SLF001 - our own names; documented


@lru_cache(maxsize=256)
def _where(names: tuple[str, ...]) -> str:
    return "WHERE " + " AND ".join(f"t.{name} = %s" for name in names)


@lru_cache(maxsize=64)
def _converters(model: type[Model], vendor: str) -> _Converters:  # noqa: ARG001 - of each database its own
    fields = enumerate(model._meta.concrete_fields)  # noqa: SLF001 - documented
    made = ((index, _converter(field)) for index, field in fields)
    return tuple((index, convert) for index, convert in made if convert is not None)


def _converter(field: Any) -> Callable[[Any], Any] | None:
    here = connections[DEFAULT_DB_ALIAS]
    column = field.get_col(field.model._meta.db_table)  # noqa: SLF001 - documented
    each = [*here.ops.get_db_converters(column), *column.get_db_converters(here)]

    def convert(value: Any) -> Any:
        for one in each:
            value = one(value, column, connections[DEFAULT_DB_ALIAS])
        return value

    return convert if each else None
