"""A whole column of values, as PostgreSQL reads an array."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

import psycopg
import pytest

from central.postgres import array
from rules.calendar import JAPAN
from tests.support.postgres import Postgres

ONE, OTHER = UUID(int=1), UUID(int=2**127)
WORDS = ["", "NULL", "null", "見本", 'a"b', "c\\d", "{e}", "f,g", " h ", "line\nbreak", "'i'", "x1"]
MARKED = ["a\x1fb", "c"]


@pytest.fixture(scope="module")
def database(postgres: Postgres) -> Iterator[psycopg.Connection]:
    with psycopg.connect(postgres.url(), autocommit=True) as connection:
        yield connection


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("text", WORDS),
        ("text", [*WORDS, None]),
        ("text", ["only"]),
        ("text", MARKED),
        ("integer", [1, -2, 3]),
        ("integer", [1, None]),
        ("boolean", [True, False, None]),
        ("uuid", [ONE, OTHER]),
        ("uuid", [ONE, None]),
        ("date", [date(2026, 9, 17), None]),
        ("timestamptz", [datetime(2026, 9, 17, 10, 0, 0, 1, tzinfo=JAPAN)]),
        ("jsonb", [[], [1, 2]]),
        ("jsonb", [{}, {"マイク": 2}, {'"': "\\"}]),
        ("jsonb", [[1], None]),
    ],
)
def test_array__comes_back_as_it_was(
    database: psycopg.Connection, kind: str, values: list[object]
) -> None:
    (found,) = database.execute(f"SELECT %s::{kind}[]", [array(values)]).fetchone() or ()  # type: ignore[call-overload]
    assert found == values


@pytest.mark.parametrize("values", [["a\0b"], ["a", None, "b\0"]])
def test_array__refuses_what_postgresql_cannot_keep(values: list[object]) -> None:
    with pytest.raises(psycopg.DataError, match="NUL"):
        array(values)
