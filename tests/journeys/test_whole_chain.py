"""Everything real at once: a touched window, pcscd, a printer on TCP, the centre, its database."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from kiosk.tour.code import number_in
from tests.support.pcscd import Pcscd
from tests.support.postgres import NO_POSTGRES, Postgres, postgres_binaries

ROOT = Path(__file__).resolve().parents[2]
WALK = (sys.executable, "-m", "tests.journeys.walk")
WALK_MAX_S = 300
TICKETS = {"confirmed", "received", "cancelled"}
#: Nothing of a resident may stand in a file of the terminal: card, number, password.
PERSONAL = (b"04000000000001", b"90000001", b"mihon01")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    if request.param == "sqlite":
        yield ""
        return
    binaries = postgres_binaries()
    if binaries is None:
        pytest.skip(NO_POSTGRES)
    postgres = Postgres(binaries)
    yield postgres.new_database()
    postgres.stop()


def test_journey__is_walked_by_touches_through_everything_real(
    pcscd: Pcscd, tmp_path: Path, database_url: str
) -> None:
    panel = "landscape" if database_url else "portrait"
    pcscd.wait_until_no_card()
    state, out = tmp_path / "state", tmp_path / "out"
    walked = subprocess.run(
        [*WALK, str(state), str(out), panel, database_url],
        cwd=ROOT,
        env=os.environ | {"SDL_VIDEODRIVER": "offscreen"},
        capture_output=True,
        text=True,
        timeout=WALK_MAX_S,
        check=False,
    )
    assert walked.returncode == 0, walked.stdout + walked.stderr
    page = (out / "index.html").read_text(encoding="utf-8")
    pictures = {file.name for file in out.glob("*.png")}
    tickets = {name for name in pictures if "-ticket-" in name}
    assert {name.split("-ticket-")[1] for name in tickets} == {f"{kind}.png" for kind in TICKETS}
    numbers = sorted(int(name[:2]) for name in pictures)
    assert numbers == list(range(1, len(numbers) + 1))
    assert all(f'src="{name}"' in page for name in pictures)
    for name in tickets:
        assert_ticket_is_in_centre(out / name, page)
    assert_nothing_personal(state / "terminal", walked.stderr)


def assert_ticket_is_in_centre(file: Path, page: str) -> None:
    """Read the paper again, by ourselves: the tour said of this number what the centre has."""
    with Image.open(file) as picture:
        (code,) = zxingcpp.read_barcodes(picture)
    number = number_in(code.text)
    assert f"{number} in the centre&#x27;s database" in page


def assert_nothing_personal(terminal: Path, journal: str) -> None:
    files = [file for file in terminal.rglob("*") if file.is_file()]
    assert {"outbox.db", "replica-ono.db", "identity.json"} <= {file.name for file in files}
    for file in files:
        content = file.read_bytes()
        assert not [word for word in PERSONAL if word in content], file
    assert not [word for word in PERSONAL if word.decode() in journal]
