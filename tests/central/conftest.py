"""The centre in this process, on both databases, at a fixed time; real processes are in support."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine

from central.start import prepare
from tests.support.postgres import NO_POSTGRES, Postgres, postgres_binaries

# As in the demonstration: residents reach the centre, and a simulated provider takes payments.
os.environ |= {"CENTRAL_URL": "http://localhost", "CENTRAL_PAYMENTS": "simulated"}
STATE = Path(tempfile.mkdtemp(prefix="machikado-centre-"))
atexit.register(shutil.rmtree, STATE, ignore_errors=True)
prepare(STATE)

from tests.central.databases import empty, migrated, use  # noqa: E402 - Django is set up above
from tests.central.world import NOW, InProcess  # noqa: E402


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    binaries = postgres_binaries()
    if binaries is None:
        pytest.skip(NO_POSTGRES)
    server = Postgres(binaries, settings="fsync = off\n")
    yield server
    server.stop()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Each test that asks runs on both; the schema is made once."""
    if request.param == "sqlite":
        return migrated("")
    server: Postgres = request.getfixturevalue("postgres")
    return migrated(server.new_database())


@pytest.fixture
def line(database_url: str) -> Iterator[InProcess]:
    """The application on an empty database, at ten o'clock of a Thursday."""
    use(database_url)
    empty()
    with time_machine.travel(NOW, tick=False):
        yield InProcess()


@pytest.fixture
def fresh_database_url(request: pytest.FixtureRequest, engine: str) -> str:
    """For a real process: SQLite in its own state, or a database of its own."""
    if engine == "sqlite":
        return ""
    server: Postgres = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    return request.param
