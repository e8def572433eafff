"""docs/postgresql.md, tried: its settings and its commands, with terminals that book meanwhile."""

import re
import shlex
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import psycopg
import pytest

from tests.central.operation.load import assert_kept, under_load
from tests.support.centre import ROOT, Centre
from tests.support.postgres import NO_POSTGRES, USER, Postgres, postgres_binaries
from tests.support.waiting import wait_until

PAGE = (ROOT / "docs" / "postgresql.md").read_text(encoding="utf-8")
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
STREAMING = "SELECT count(*) FROM pg_stat_replication WHERE sync_state IN ('sync', 'quorum')"


def blocks(language: str) -> list[str]:
    """What the page says to type, in its order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def block(language: str, word: str) -> str:
    (found, *_) = (one for one in blocks(language) if word in one)
    return found


def settings(name: str) -> str:
    return block("ini", "cluster_name").replace("cluster_name = 'db_a'", f"cluster_name = '{name}'")


def copied(primary: Postgres, standby: Postgres) -> None:
    """pg_basebackup, as the page calls it."""
    line = block("sh", "pg_basebackup").strip()
    for told, here in (
        ("=DATA", f"={standby.data}"),
        ("host=db-a port=5432 user=standby", f"host=127.0.0.1 port={primary.port} user={USER}"),
    ):
        assert told in line
        line = line.replace(told, here)
    program, *words = shlex.split(line)
    standby.run(program, *words)


def run(server: Postgres, statements: str) -> None:
    with psycopg.connect(server.url(), autocommit=True) as connection:
        for statement in filter(None, map(str.strip, statements.split(";"))):
            connection.execute(statement)


def counted(server: Postgres, query: str) -> int:
    assert query in PAGE
    with psycopg.connect(server.url()) as connection:
        row = connection.execute(query).fetchone()
    assert row is not None
    return row[0]


@pytest.fixture
def pair() -> Iterator[tuple[Postgres, Postgres]]:
    binaries = postgres_binaries()
    if binaries is None:
        pytest.skip(NO_POSTGRES)
    primary = Postgres(binaries, settings=settings("db_a"))
    try:
        standby = Postgres(binaries, fill=partial(copied, primary), settings=settings("db_b"))
        yield primary, standby
        standby.stop()
    finally:
        primary.stop()


def address(primary: Postgres, standby: Postgres) -> str:
    """DATABASE_URL of the page, with the servers of this test."""
    (line,) = re.findall(r"^DATABASE_URL=(\S+)$", PAGE, re.MULTILINE)
    assert line.startswith("postgresql://centre:...@db-a:5432,db-b:5432/centre?")
    ports = f"127.0.0.1:{primary.port},127.0.0.1:{standby.port}"
    return line.replace("centre:...@db-a:5432,db-b:5432/centre", f"{USER}@{ports}/postgres")


def test_standby__takes_over_and_nothing_acknowledged_is_lost(
    pair: tuple[Postgres, Postgres], tmp_path: Path
) -> None:
    primary, standby = pair
    url = address(primary, standby)
    wait_until(lambda: counted(primary, STREAMING) == 1, "the standby streams")
    centre = Centre(tmp_path, url)
    try:
        with under_load(centre) as load:
            load.goes_on(30)
            standby.halt()
            wait_until(lambda: counted(primary, WAITING) > 0, "commits wait for the standby")
            standby.start()
            load.goes_on(30)
            primary.kill()
            run(standby, block("sql", "pg_promote"))
            run(standby, block("sql", "SET synchronous_standby_names = ''"))
            load.goes_on(60)
        load.told_again(centre)
        told = load.told()
    finally:
        centre.stop()
    assert_kept(tmp_path, url, told)
