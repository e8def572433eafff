"""The desk, the cable to its centre, and the centre."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.screens.dock.line import Line
from sync.enrolment import enrol
from sync.identity import Identity
from sync.link import Http
from tests.kiosk.effects.desk import Desk
from tests.sync.conftest import PATIENCE
from tests.sync.far_end import FarEnd


@pytest.fixture
def far_end() -> Iterator[FarEnd]:
    server = FarEnd()
    yield server
    server.close()


@pytest.fixture
def line(far_end: FarEnd) -> Iterator[Line]:
    cable = Line(far_end.port)
    yield cable
    cable.close()


@pytest.fixture
def desk(tmp_path: Path, line: Line) -> Iterator[Desk]:
    url = f"http://127.0.0.1:{line.port}"
    http = Http(url, PATIENCE)
    identity = enrol(tmp_path / "state", http, "ABCD-EFGH")
    http.close()
    assert isinstance(identity, Identity)
    made = Desk(tmp_path / "state", url, identity)
    yield made
    for one in made.made:
        one.stop()
