"""The command line: what cannot be used is one line on the error stream, and status 1."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest

from kiosk.assets import ASSETS
from kiosk.config import Panel
from main import main
from sync.enrolment import enrol
from sync.identity import Identity, read_identity
from sync.link import Http, Patience
from sync.outbox import Limits, Outbox
from tests.sync.far_end import NOW_MS, FarEnd, problem

ROOT = ASSETS.parent
#: Seconds for a program that ends before it has begun; no measurement, only an end.
ENDS_MAX_S = 60
CODE = "ABCD-EFGH"
SIMULATED = '{ driver = "simulated" }'


@pytest.fixture
def far_end() -> Iterator[FarEnd]:
    """A centre that enrols whoever asks as a terminal of アルゴ."""
    server = FarEnd()
    server.venue = "argo"
    yield server
    server.close()


@dataclass(frozen=True)
class Terminal:
    """A configuration file, and the program of some folder that is started with it."""

    folder: Path
    centre_url: str
    program: Path = ROOT

    @property
    def file(self) -> Path:
        return self.folder / "kiosk.toml"

    @property
    def state(self) -> Path:
        return self.folder / "state"

    def configure(self, **changes: str) -> None:
        values = {
            "municipality": '"ono"',
            "centre_url": f'"{self.centre_url}"',
            "state_dir": f'"{self.state}"',
            "card_reader": SIMULATED,
            "ticket_printer": SIMULATED,
        }
        rows = [f"{key} = {value}" for key, value in (values | changes).items()]
        self.file.write_text("\n".join(rows), encoding="utf-8")

    def enrol(self) -> Identity:
        http = Http(self.centre_url, Patience())
        found = enrol(self.state, http, CODE)
        http.close()
        assert isinstance(found, Identity)
        return found

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, str(self.program / "main.py"), *words],
            cwd=self.folder,
            env={**os.environ, "SDL_VIDEODRIVER": "offscreen"},
            capture_output=True,
            text=True,
            timeout=ENDS_MAX_S,
            check=False,
        )

    def fault(self, *words: str) -> str:
        """The one line with which it does not start."""
        ended = self.run("--config", str(self.file), *words)
        lines = ended.stderr.splitlines()
        assert (ended.returncode, ended.stdout, len(lines)) == (1, "", 1), ended.stderr
        return lines[0]


@pytest.fixture
def terminal(tmp_path: Path, far_end: FarEnd) -> Terminal:
    made = Terminal(tmp_path, far_end.url)
    made.configure()
    return made


def test_start__without_its_file(terminal: Terminal) -> None:
    terminal.file.unlink()
    assert terminal.fault() == f"{terminal.file}: cannot be read: No such file or directory"


def test_start__with_a_broken_file(terminal: Terminal) -> None:
    terminal.file.write_text("municipality = ")
    assert terminal.fault().startswith(f"{terminal.file}: not TOML in UTF-8: ")


def test_start__with_a_key_that_is_wrong(terminal: Terminal) -> None:
    terminal.configure(reader_kind='"wave"')
    assert terminal.fault().startswith(f"{terminal.file}: reader_kind: ")


def test_start__not_enrolled(terminal: Terminal) -> None:
    missing = terminal.state / "identity.json"
    assert terminal.fault() == f"{missing}: missing: this terminal is not enrolled"


def test_start__with_a_damaged_identity(terminal: Terminal) -> None:
    file = terminal.enrol().file
    file.write_bytes(file.read_bytes()[:40])
    assert terminal.fault() == f"{file}: content: not what was written"


def test_start__in_a_municipality_that_is_not_there(terminal: Terminal) -> None:
    terminal.configure(municipality='"nowhere"')
    said = f"{terminal.file}: municipality: no nowhere here: there are ageo, "
    assert terminal.fault().startswith(said)
    assert terminal.fault("--enrol", CODE).startswith(said)
    assert not terminal.state.exists()


def test_start__also_for_a_municipality_that_is_not_there(terminal: Terminal) -> None:
    terminal.configure(also_serves='["ogaki", "nowhere"]')
    said = f"{terminal.file}: also_serves: no nowhere here: there are ageo, "
    assert terminal.fault().startswith(said)


def test_start__for_a_municipality_twice(terminal: Terminal) -> None:
    terminal.configure(also_serves='["ogaki", "ogaki"]')
    said = "also_serves: ogaki is named more than once"
    assert terminal.fault() == f"{terminal.file}: {said}"


def test_start__enrolled_elsewhere(terminal: Terminal, far_end: FarEnd) -> None:
    far_end.municipality = "miki"
    file = terminal.enrol().file
    said = "municipality: enrolled in miki, and configured for ono"
    assert terminal.fault() == f"{file}: {said}"


def test_start__at_a_venue_that_is_gone(terminal: Terminal, far_end: FarEnd) -> None:
    far_end.venue = "castle"
    file = terminal.enrol().file
    assert terminal.fault() == f"{file}: venue: ono has no venue castle"


def test_start__with_an_unknown_driver(terminal: Terminal) -> None:
    terminal.enrol()
    terminal.configure(ticket_printer='{ driver = "laser" }')
    said = f'{terminal.file}: ticket_printer.driver: there is no driver "laser"'
    assert terminal.fault().startswith(said)


def test_start__with_a_setting_that_its_driver_does_not_know(terminal: Terminal) -> None:
    terminal.enrol()
    terminal.configure(card_reader='{ driver = "simulated", settings = { baud = { a = 1 } } }')
    assert terminal.fault().startswith(f"{terminal.file}: card_reader.settings.baud: ")


def test_start__twice_on_one_folder(terminal: Terminal) -> None:
    identity = terminal.enrol()
    other = Outbox(terminal.state, identity, UUID(int=1), Limits(free_bytes_min=0), NOW_MS)
    try:
        assert "outbox.db" in terminal.fault()
    finally:
        other.close()


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program in a folder of its own, where its data may be broken."""
    folder = tmp_path_factory.mktemp("program")
    shutil.copy(ROOT / "main.py", folder)
    for part in ("assets", "kiosk", "rules", "sync"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("policy.toml", 'id = "ono"\nid = 1\n', "ono/policy.toml: line 2"),
        ("policy.toml", 'id = "ono"', "ono/policy.toml: "),
        ("facilities.toml", "\0", "ono/facilities.toml: line 1"),
        ("facilities.toml", None, "ono/facilities.toml: the file: No such file"),
    ],
)
def test_start__with_broken_data_of_its_municipality(
    terminal: Terminal, copy: Path, file: str, content: str | None, said: str
) -> None:
    broken = copy / "assets" / "municipalities" / "ono" / file
    whole = broken.read_bytes()
    broken.unlink()
    if content is not None:
        broken.write_text(content)
    try:
        assert Terminal(terminal.folder, terminal.centre_url, copy).fault().startswith(said)
    finally:
        broken.write_bytes(whole)


# Enrolment ------------------------------------------------------------------------------------


def test_enrolment__makes_a_terminal(terminal: Terminal) -> None:
    ended = terminal.run("--config", str(terminal.file), "--enrol", CODE)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout == "enrolled as ono-algo-1 at argo, ono\n"
    assert read_identity(terminal.state).terminal == "ono-algo-1"


def test_enrolment__with_nobody_at_the_other_end(terminal: Terminal, far_end: FarEnd) -> None:
    far_end.close()
    said = f"{terminal.centre_url}: not enrolled: nobody answers there: "
    assert terminal.fault("--enrol", CODE).startswith(said)


def test_enrolment__with_a_code_that_the_centre_does_not_know(
    terminal: Terminal, far_end: FarEnd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(far_end, "_post_enrol", lambda _body: problem(403, "bad_code"))
    said = "the centre does not know this code, or it was used, or is over 24 hours old"
    assert terminal.fault("--enrol", CODE) == f"{terminal.centre_url}: not enrolled: {said}"


@pytest.mark.parametrize("changes", [{}, {"municipality": '"kumatori"'}])
def test_enrolment__of_a_terminal_that_is_one_already(
    terminal: Terminal, far_end: FarEnd, changes: dict[str, str]
) -> None:
    kept = terminal.enrol().file.read_bytes()
    asked = len(far_end.requests)
    terminal.configure(**changes)
    said = f"{terminal.state}: already enrolled as ono-algo-1 at argo, ono; "
    assert terminal.fault("--enrol", "OTHER-CODE").startswith(said)
    assert (terminal.state / "identity.json").read_bytes() == kept
    assert len(far_end.requests) == asked


def test_enrolment__with_a_code_that_is_none(terminal: Terminal) -> None:
    assert terminal.fault("--enrol", "A") == "the enrolment code: 8 to 64 characters"


def test_enrolment__where_nothing_can_be_written(terminal: Terminal) -> None:
    terminal.configure(state_dir=f'"{terminal.file}/state"')
    said = f"{terminal.file}/state: cannot be written: Not a directory"
    assert terminal.fault("--enrol", CODE) == said


# The demonstration ----------------------------------------------------------------------------


@pytest.fixture
def display(monkeypatch: pytest.MonkeyPatch) -> None:
    """A display by name, so that the demonstration does not walk its tour; nothing opens it."""
    monkeypatch.setenv("DISPLAY", ":0")


@pytest.mark.usefixtures("display")
def test_demonstration__that_is_too_small(terminal: Terminal) -> None:
    ended = terminal.run("--height", "200", "--state", "state")
    assert ended.returncode == 1
    assert ended.stderr.startswith("--height 200: ")
    assert ended.stderr.count("\n") == 1


@pytest.mark.usefixtures("display")
def test_demonstration__where_nothing_can_be_written(terminal: Terminal) -> None:
    ended = terminal.run("--state", "kiosk.toml")
    assert ended.returncode == 1
    assert str(terminal.file) in ended.stderr
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize("display", [{"DISPLAY": ":0"}, {}])
@pytest.mark.parametrize("name", ["nowhere", "ageo", "../ono"])
def test_demonstration__of_a_municipality_without_sample_residents(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, display: dict[str, str], name: str
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    for key, value in display.items():
        monkeypatch.setenv(key, value)
    ended = terminal.run("--municipality", name, "--state", "state")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith(f"--municipality {name}: only izumi, ")
    assert ended.stderr.count("\n") == 1
    assert not (terminal.folder / "state").exists()


@pytest.mark.usefixtures("display")
def test_tour__of_another_municipality(terminal: Terminal) -> None:
    ended = terminal.run("--tour", "--municipality", "izumi")
    assert ended.returncode == 2
    assert ended.stderr.endswith("needs a display: the tour walks through ono\n")


@pytest.mark.parametrize("words", [("--tour",), ()])
def test_tour__that_is_too_small(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    ended = terminal.run(*words, "--height", "200")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == "--height 200: must be greater than or equal to 360\n"


@pytest.mark.parametrize(("words", "height_px"), [((), 1920), (("--height", "854"), 854)])
def test_tour__has_the_height_that_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], height_px: int
) -> None:
    asked = []

    def walk(_state: Path, _out: Path, *, panel: Panel) -> int:
        asked.append((panel.width_px, panel.height_px))
        return 0

    monkeypatch.setattr("kiosk.tour.tour", walk)
    monkeypatch.setenv("SDL_VIDEODRIVER", "offscreen")
    monkeypatch.setattr("sys.argv", ["main.py", "--tour", *words])
    assert main() == 0
    assert asked == [(round(height_px * 9 / 16), height_px)]


@pytest.mark.usefixtures("display")
def test_demonstration__with_a_damaged_identity(terminal: Terminal) -> None:
    file = terminal.folder / "state" / "terminal" / "identity.json"
    file.parent.mkdir(parents=True)
    file.write_text("{")
    ended = terminal.run("--state", "state")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == f"{file}: content: not what was written\n"
    assert file.read_text() == "{"
    assert not (terminal.folder / "state" / "centre").exists()


@pytest.mark.parametrize(
    "words", [("--enrol", CODE), ("--height", "high"), ("--colour", "red"), ("--config",)]
)
def test_command_line__that_makes_no_sense(terminal: Terminal, words: tuple[str, ...]) -> None:
    ended = terminal.run(*words)
    assert ended.returncode == 2
    assert "main.py: error: " in ended.stderr.splitlines()[-1]
