"""After a thousand logins nothing of anybody is on the terminal's disk, nor a password in memory.

The terminal is a process of its own, with all but its window (``tests/support/many_visits.py``).
Its centre stands here. Every other hundred residents find the line cut.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.screens.dock.line import Line
from sync.enrolment import enrol
from sync.identity import Identity
from sync.link import Http
from sync.wire import LoginAccepted, Registrant
from tests.kiosk.flow.journey import booking, resident
from tests.support.cores import core_of, goes_elsewhere
from tests.support.many_visits import CARD, NAME, NUMBER
from tests.support.secrets import Searched, masked, memory_of, written_forms
from tests.sync.conftest import PATIENCE
from tests.sync.far_end import NOW_MS, FarEnd

ROOT = Path(__file__).parents[2]
LOGINS, AT_A_TIME = 1_000, 100
#: Longer than what freed memory loses at its beginning.
WORD = "qJ7xZk3vW9bRt5Ym2NcHd8Lg"
PASSWORDS = [f"{WORD}{index:04}" for index in range(1, LOGINS + 1)]
#: Parts, for where one was overwritten in part.
PARTS = {f"part {at}": [WORD[at : at + 8]] for at in range(0, len(WORD), 8)}
#: What is put into the terminal's memory in the end, so that it can be seen there.
PLANTED = {"planted": [WORD[::-1]]}
PERSONS = {
    kind: [written.format(index) for index in range(1, LOGINS + 1)]
    for kind, written in (("card", CARD), ("number", NUMBER), ("name", NAME))
}
CONFIG = """
municipality = "ono"
centre_url = "http://127.0.0.1:{port}"
state_dir = "{state}"
card_reader = {{ driver = "simulated" }}
ticket_printer = {{ driver = "simulated" }}
"""


@dataclass
class Busy:
    """The terminal in its process, its line, and all that it writes."""

    process: "subprocess.Popen[str]"
    line: Line
    folder: Path

    def do(self, order: str, count: int = 1) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{order} {count}\n")
        self.process.stdin.flush()
        said = self.process.stdout.readline()
        assert said == f"{order}\n", (said, (self.folder / "log").read_text()[-3_000:])

    def files(self) -> dict[str, bytes]:
        """State, log, and whatever lies beside them."""
        found = (path for path in self.folder.rglob("*") if path.is_file())
        return {path.name: path.read_bytes() for path in found}

    def memory(self) -> Iterator[bytes]:
        return memory_of(self.process.pid)

    def core(self) -> Iterator[bytes]:
        return core_of(self.process, self.folder)


@pytest.fixture
def far_end() -> Iterator[FarEnd]:
    server = FarEnd()
    server.now_ms = lambda: time.time_ns() // 1_000_000
    server.login_answer = LoginAccepted(
        resident=resident(), bookings=(booking("QRSTV-WXYZ2"),), decided=(), centre_ms=NOW_MS
    )
    yield server
    server.close()


@pytest.fixture
def busy(far_end: FarEnd, tmp_path: Path) -> Iterator[Busy]:
    far_end.municipality, far_end.venue = "ono", "argo"
    state, config = tmp_path / "state", tmp_path / "terminal.toml"
    http = Http(far_end.url, PATIENCE)
    assert isinstance(enrol(state, http, "ABCD-EFGH"), Identity)
    http.close()
    line = Line(far_end.port)
    config.write_text(CONFIG.format(port=line.port, state=state))
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.many_visits", str(config), masked(WORD)],
            cwd=tmp_path,
            env=os.environ | {"TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    yield Busy(process, line, tmp_path)
    process.kill()
    process.communicate()
    line.close()


def on_disk(busy: Busy) -> dict[str, set[tuple[str, str]]]:
    """What of anybody is in which file."""
    searched = Searched({"password": PASSWORDS, **PARTS, **PERSONS})
    found = {name: searched.found_in(content) for name, content in busy.files().items()}
    return {name: kinds for name, kinds in found.items() if kinds}


def kinds_in(pieces: Iterator[bytes]) -> set[str]:
    searched = Searched({"password": PASSWORDS, **PARTS, **PLANTED})
    return {kind for piece in pieces for kind, _ in searched.found_in(piece)}


def test_thousand_logins__leave_nothing_of_anybody(busy: Busy, far_end: FarEnd) -> None:
    for _ in range(0, LOGINS, 2 * AT_A_TIME):
        busy.do("visit", AT_A_TIME)
        busy.line.cut()
        busy.do("visit", AT_A_TIME - 1)
        busy.do("log_in")
        assert kinds_in(busy.memory()) == set(), "no sooner than it is sealed"
        busy.do("end")
        assert on_disk(busy) == {}, "while they wait to be sent"
        busy.line.restore()
        busy.do("calm")
    assert on_disk(busy) == {}
    assert kinds_in(busy.memory()) == set()
    assert {"outbox.db", "outbox.db-wal", "outbox.bak", "replica-ono.db", "log"} <= set(
        busy.files()
    )
    # All of it was there: the centre could read it.
    assert {one.password for one in far_end.credentials} == set(PASSWORDS)
    told = [Registrant.model_validate_json(form) for form in far_end.forms]
    assert {one.name for one in told} < set(PERSONS["name"])
    assert len(told) == LOGINS // 2
    assert {one.card for one in far_end.credentials} - {None} < set(PERSONS["card"])
    # The search can see.
    (busy.folder / "planted").write_bytes(PERSONS["name"][7].encode())
    assert on_disk(busy) == {"planted": {("name", "utf-8"), ("name", "utf-8")}}
    busy.do("plant")
    assert kinds_in(busy.memory()) == {"planted"}
    # Where no core file is written, test_sealer_core.py says so, and the memory was searched.
    if not goes_elsewhere():
        assert kinds_in(busy.core()) == {"planted"}


@pytest.mark.parametrize("secret", [PASSWORDS[6], *(each[6] for each in PERSONS.values())])
def test_search__finds_every_form_wherever_it_begins(secret: str) -> None:
    searched = Searched({"password": PASSWORDS, **PERSONS})
    for form, written in written_forms(secret).items():
        assert form in {found for _, found in searched.found_in(b"x" + written + b"y")}, form
    assert searched.found_in(WORD[:-1].encode() + NUMBER[:-5].encode()) == set()
