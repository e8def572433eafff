"""Nothing of a resident is left in the terminal's memory when the visit is over.

The terminal is a process of its own; its centre and its printer stand here, so that what they know
is not found there.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.screens.dock.virtual_printer import VirtualPrinter
from sync.enrolment import enrol
from sync.identity import Identity
from sync.link import Http
from sync.wire import LoginAccepted
from tests.kiosk.flow.journey import booking, resident
from tests.support.secrets import memory_of
from tests.sync.conftest import PATIENCE
from tests.sync.far_end import NOW_MS, FarEnd

ROOT = Path(__file__).parents[2]
CARD, NUMBER, PASSWORD = "04D1C2B3A49586", "71830246", "qz7kw4xv"
BOOKING = "QRSTV-WXYZ2"
MAIL = "zqk@jv.example.jp"
CONFIG = """
municipality = "{municipality}"
centre_url = "{url}"
state_dir = "{state}"
panel = {{ width_px = 540, height_px = 960, fullscreen = false }}
card_reader = {{ driver = "simulated" }}
ticket_printer = {{ driver = "escpos", settings = {{ host = "127.0.0.1", port = {port} }} }}
"""


@dataclass
class Watched:
    """The terminal in its process, and what it is told to do."""

    process: "subprocess.Popen[str]"
    folder: Path

    def do(self, word: str, about: str = "") -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps([word, about]) + "\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == f"{word}\n", (word, about)

    def tap(self, *events: str) -> None:
        for event in events:
            self.do("tap", event)

    def type_in(self, text: str) -> None:
        for character in text:
            self.tap(f"CharacterTyped(character={character!r})")
        self.tap("Done()")

    def texts(self) -> bytes:
        file = self.folder / "texts"
        self.do("texts", str(file))
        return file.read_bytes()

    def memory(self) -> Iterator[bytes]:
        return memory_of(self.process.pid)


@pytest.fixture
def far_end() -> Iterator[FarEnd]:
    server = FarEnd()
    server.login_answer = LoginAccepted(
        resident=resident(), bookings=(booking(BOOKING),), decided=(), centre_ms=NOW_MS
    )
    yield server
    server.close()


@pytest.fixture
def printer() -> Iterator[VirtualPrinter]:
    made = VirtualPrinter()
    yield made
    made.close()


@pytest.fixture(params=[("ono", "argo")], ids=lambda place: place[0])
def watched(
    request: pytest.FixtureRequest, far_end: FarEnd, printer: VirtualPrinter, tmp_path: Path
) -> Iterator[Watched]:
    far_end.municipality, far_end.venue = request.param
    state = tmp_path / "state"
    http = Http(far_end.url, PATIENCE)
    assert isinstance(enrol(state, http, "ABCD-EFGH"), Identity)
    http.close()
    config = tmp_path / "terminal.toml"
    config.write_text(
        CONFIG.format(
            municipality=far_end.municipality, url=far_end.url, state=state, port=printer.port
        )
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.watched", str(config)],
        cwd=ROOT,
        env=os.environ | {"SDL_VIDEODRIVER": "offscreen", "LP_NUM_THREADS": "0"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield Watched(process, tmp_path)
    process.kill()
    process.communicate()


def left(texts: bytes) -> list[str]:
    hidden = (CARD, CARD.lower(), NUMBER, PASSWORD, BOOKING, MAIL)
    return [word for word in hidden if word.encode() in texts]


def test_memory__has_nothing_of_a_visit_that_is_over(watched: Watched, far_end: FarEnd) -> None:
    watched.tap("PageOpened(page='mine.list')")
    watched.do("see", "card")
    watched.do("card", CARD[::-1])
    watched.do("see", "keyboard")
    watched.do("lift")
    watched.type_in(PASSWORD)
    watched.do("see", "list")
    assert far_end.credentials[-1].password == PASSWORD
    assert [bytes(word, "utf-8") in watched.texts() for word in (CARD, BOOKING)] == [True, True]
    assert not any(PASSWORD.encode() in piece for piece in watched.memory())

    watched.tap("StopPressed()")
    watched.do("see", "home")
    assert left(watched.texts()) == []


def test_memory__has_no_number_that_was_typed(watched: Watched, far_end: FarEnd) -> None:
    watched.tap("PageOpened(page='mine.list')", "PageOpened(page='identify.number')")
    watched.do("see", "keypad")
    watched.tap(*(f"DigitTyped(digit={digit!r})" for digit in NUMBER), "Done()")
    watched.do("see", "keyboard")
    assert NUMBER.encode() in watched.texts()
    watched.type_in(PASSWORD)
    watched.do("see", "list")
    assert far_end.credentials[-1].number == NUMBER
    watched.tap("StopPressed()")
    watched.do("see", "home")
    assert left(watched.texts()) == []
    assert not any(PASSWORD.encode() in piece for piece in watched.memory())
    # The scan can see.
    assert any(str(watched.folder).encode() in piece for piece in watched.memory())
