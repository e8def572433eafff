"""The bare database doing the same inserts: what the centre could reach if it did nothing else.

The rows are those that the centre wrote a moment before, deleted and written again: the same rows
in the same commits, by as many processes as the centre answers with.
"""

import fcntl
import multiprocessing
import sqlite3
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import psycopg

from central import postgres

__all__ = ["bare_per_s"]

#: In the order in which an action writes them, each with what names the action.
TABLES = {
    "booking_booking": "id",
    "booking_cell": "booking_id",
    "money_charge": "booking_id",
    "journal_line": "id",
    "terminals_action": "action",
}
#: The id of a booking is that of its action.
BOOKED = "SELECT action FROM terminals_action WHERE verdict = 'applied'"
PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON"

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """``types`` are those of PostgreSQL, and empty elsewhere."""

    name: str
    columns: tuple[str, ...]
    types: tuple[str, ...]


#: Of an action, or of several: each table with its rows.
Written = dict[Table, list[Row]]


def bare_per_s(state: Path, database_url: str, processes: int, each: int) -> float:
    """Actions a second, so many in a commit; their rows are there again afterwards."""
    actions = _taken_out(state, database_url)
    commits = [_joined(actions[start : start + each]) for start in range(0, len(actions), each)]
    shares = [commits[number::processes] for number in range(processes)]
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(processes, mp_context=fork) as pool:
        times = list(pool.map(partial(_write, state, database_url), shares))
    return len(actions) / (max(end for _, end in times) - min(start for start, _ in times))


def _taken_out(state: Path, database_url: str) -> list[Written]:
    """The rows of every action that booked, which are deleted."""
    connection = _connect(state, database_url)
    actions: dict[str, Written] = {}
    for name, key in TABLES.items():
        cursor = connection.execute(f"SELECT * FROM {name} WHERE {key} IN ({BOOKED})")
        columns = tuple(column[0] for column in cursor.description)
        found = cursor.fetchall()
        table = Table(name, columns, _types(connection, name, columns) if database_url else ())
        for row in found:
            written = actions.setdefault(str(row[columns.index(key)]), {})
            written.setdefault(table, []).append(row)
    connection.execute("BEGIN" if not database_url else "SELECT 1")
    for name in ("booking_cell", "money_charge", "journal_line", "booking_booking"):
        connection.execute(f"DELETE FROM {name} WHERE {TABLES[name]} IN ({BOOKED})")
    connection.execute("DELETE FROM terminals_action WHERE verdict = 'applied'")
    connection.commit()
    connection.close()
    return list(actions.values())


def _joined(actions: Sequence[Written]) -> Written:
    """In the order that keeps two commits from waiting for each other in a ring."""
    tables = actions[0]
    return {table: [row for one in actions for row in one.get(table, [])] for table in tables}


def _types(connection: Any, name: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    found = connection.execute(
        "SELECT column_name, udt_name FROM information_schema.columns WHERE table_name = %s",
        (name,),
    )
    types = dict(found.fetchall())
    return tuple(types[column] for column in columns)


def _connect(state: Path, database_url: str) -> Any:
    if database_url:
        return psycopg.connect(database_url)
    connection = sqlite3.connect(state / "central.sqlite3", timeout=60, isolation_level=None)
    connection.executescript(PRAGMAS)
    return connection


def _write(state: Path, database_url: str, commits: Sequence[Written]) -> tuple[float, float]:
    connection = _connect(state, database_url)
    with (state / "bare.lock").open("w") as turn:
        write: Callable[[Written], None] = (
            partial(_to_postgresql, connection)
            if database_url
            else partial(_to_sqlite, connection, turn.fileno())
        )
        start = time.perf_counter()
        for commit in commits:
            write(commit)
        end = time.perf_counter()
    connection.close()
    return start, end


def _to_postgresql(connection: Any, commit: Written) -> None:
    """All in one message, as the centre writes them."""
    asked: list[postgres.Asked] = []
    for table, rows in commit.items():
        into = f"INSERT INTO {table.name} ({', '.join(table.columns)})"
        if len(rows) == 1:
            asked.append((f"{into} VALUES ({_marks('%s', table)})", rows[0]))
        else:
            arrays = ", ".join(f"%s::{kind}[]" for kind in table.types)
            values = [postgres.array(column) for column in zip(*rows, strict=True)]
            asked.append((f"{into} SELECT * FROM unnest({arrays})", values))
    postgres.ask(connection, asked)
    connection.commit()


def _to_sqlite(connection: Any, turn: int, commit: Written) -> None:
    """One writer at a time, who waits for its turn as the centre's processes do."""
    fcntl.flock(turn, fcntl.LOCK_EX)
    connection.execute("BEGIN IMMEDIATE")
    for table, rows in commit.items():
        into = f"INSERT INTO {table.name} ({', '.join(table.columns)})"
        connection.executemany(f"{into} VALUES ({_marks('?', table)})", rows)
    connection.execute("COMMIT")
    fcntl.flock(turn, fcntl.LOCK_UN)


def _marks(mark: str, table: Table) -> str:
    return ", ".join([mark] * len(table.columns))
