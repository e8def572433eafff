"""Server and database are killed under load, ten times; what was acknowledged is there, once."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.central.operation.load import assert_kept, under_load
from tests.support.centre import Centre
from tests.support.postgres import NO_POSTGRES, Postgres, postgres_binaries

#: Between two kills so many actions are acknowledged, so that each kill meets load.
PROGRESS = 25


@pytest.fixture
def own_postgres() -> Iterator[Postgres]:
    """Others use the one that all share."""
    binaries = postgres_binaries()
    if binaries is None:
        pytest.skip(NO_POSTGRES)
    server = Postgres(binaries)
    yield server
    server.stop()


def test_centre__killed_under_load_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    centre = Centre(tmp_path)
    kill_under_load(centre, 3 * [restarted(centre)])


def test_centre__whose_database_is_killed_too(tmp_path: Path, own_postgres: Postgres) -> None:
    centre = Centre(tmp_path, own_postgres.new_database())
    server, database = restarted(centre), restarted(own_postgres)
    kill_under_load(centre, [database, server, database, database, server, database, database])


def restarted(what: Centre | Postgres) -> Callable[[], None]:
    def kill_and_start() -> None:
        what.kill()
        what.start()

    return kill_and_start


def kill_under_load(centre: Centre, kills: list[Callable[[], None]]) -> None:
    try:
        with under_load(centre) as load:
            for kill in kills:
                load.goes_on(PROGRESS)
                kill()
            load.goes_on(PROGRESS)
        load.told_again(centre)
    finally:
        centre.stop()
    assert_kept(centre.state, centre.database_url, load.told())
