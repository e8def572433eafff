"""The databases that a centre is measured on: SQLite, and PostgreSQL where it is installed."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.support.postgres import Postgres, postgres_binaries

__all__ = ["Engine", "engines"]


@dataclass(frozen=True, slots=True)
class Engine:
    """A database: its name, its address, and the process of its server, if it has one."""

    name: str
    url: str
    pid: int | None


def engines() -> Iterator[Callable[[], Engine]]:
    """Of each what makes a database in which nothing stands yet."""
    yield lambda: Engine("SQLite", "", None)
    binaries = postgres_binaries()
    if binaries is None:
        print("PostgreSQL: not measured, it is not installed", file=sys.stderr)
        return
    postgres = Postgres(binaries)
    try:
        pid = int((postgres.data / "postmaster.pid").read_text().split()[0])
        yield lambda: Engine("PostgreSQL", postgres.new_database(), pid)
    finally:
        postgres.stop()
