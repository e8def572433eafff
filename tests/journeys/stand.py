"""Where a journey is walked: one real centre with the sample residents, and terminals at it.

Everything is at a date of our choice, so that a walk meets the same calendar on every day. What is
walked are functions of the tests; each walk is a process of its own, for Kivy has one window a
process.
"""

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sync.enrolment import enrol
from sync.identity import Identity
from sync.link import Http, Patience
from tests.journeys.at import ahead_of
from tests.journeys.desk import PASSWORD, Desk
from tests.journeys.walker import Walker
from tests.support.centre import Centre, central
from tests.support.mail_sink import MailSink

__all__ = ["DAY", "Stand", "open_stand"]

ROOT = Path(__file__).resolve().parents[2]
#: A Thursday: the lottery of 熊本市 for November takes entries, and Monday is a holiday.
DAY = "2026-10-08T10:00:00+09:00"
WALK_S_MAX = 400
VENUES = {"ono": "argo", "kumamoto": "paid/sogo", "ogaki": "sports/gym", "kumatori": "kumatori"}
PRIVATE = ("card", "number", "password", "mail", "phone")


@dataclass
class Stand:
    """``ahead_s``: its programs are so far ahead of the system's clock."""

    folder: Path
    mails: MailSink
    ahead_s: float = field(default_factory=lambda: ahead_of(DAY))
    terminals: dict[str, Path] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.centre_state = self.folder / "centre"
        self.central("load-demo")
        self.serve()

    def serve(self) -> None:
        self.centre = Centre(self.centre_state, program=self._program)

    def move_to(self, moment: str) -> None:
        """It is so late for whatever begins from here on."""
        self.ahead_s = ahead_of(moment)

    def restart(self) -> None:
        """The centre, at the time that it is now."""
        self.centre.stop()
        self.serve()

    def central(self, command: str, *words: str, typed: str = "") -> str:
        more = {"CENTRAL_SMTP": self.mails.url}
        state, program = self.centre_state, self._program
        return central(command, *words, state=state, program=program, more=more, typed=typed)

    def employ(self, municipality: str, role: str) -> Desk:
        """Somebody of the staff there, logged in."""
        name = f"{role}.{municipality}"
        words = ("--municipality", municipality, "--role", role)
        self.central("staff", name, *words, typed=f"{PASSWORD}\n")
        return Desk(self.centre.port, name)

    def work(self) -> None:
        """One turn of the centre's worker: jobs that are due, and mails."""
        self.central("work", "--once")

    def walk(
        self,
        path: Callable[[Walker], None],
        municipality: str,
        *,
        also_serves: tuple[str, ...] = (),
        typed: tuple[str, ...] = (),
        told: tuple[str, ...] = (),
        panel: str = "portrait",
    ) -> Path:
        """The folder of its pictures and of what it ``said``.

        Nothing personal may stay behind, nor anything of what is ``typed``. The walk is ``told``
        what was learnt elsewhere, at a counter.
        """
        out = self.folder / f"{path.__module__.rpartition('.')[2]}-{path.__name__}"
        out.mkdir()
        setting = {
            "ahead_s": self.ahead_s,
            "municipality": municipality,
            "also_serves": also_serves,
            "panel": panel,
            "told": told,
            "port": self.centre.port,
            "state": str(self.terminal(municipality)),
            "centre": str(self.centre_state),
            "out": str(out),
        }
        walked = subprocess.run(
            [
                *(sys.executable, "-m", "tests.journeys.walking"),
                *(path.__module__, path.__name__, json.dumps(setting)),
            ],
            cwd=ROOT,
            env=os.environ | {"SDL_VIDEODRIVER": "offscreen"},
            capture_output=True,
            text=True,
            timeout=WALK_S_MAX,
            check=False,
        )
        (out / "said").write_text(walked.stdout, encoding="utf-8")
        assert walked.returncode == 0, walked.stdout + walked.stderr
        words = (*typed, *told, *private_words(municipality))
        state = self.terminal(municipality)
        assert (state / f"replica-{municipality}.db").is_file()
        assert_nothing_of(words, state, walked.stderr)
        return out

    def terminal(self, municipality: str) -> Path:
        """The state of its terminal, enrolled when it is first needed."""
        if municipality not in self.terminals:
            state = self.folder / f"terminal-{municipality}"
            where = ("--municipality", municipality, "--venue", VENUES[municipality])
            code = self.central("enrol", *where).split()[-1]
            http = Http(self.centre.url, Patience(answer_s=60))
            assert isinstance(enrol(state, http, code), Identity)
            http.close()
            self.terminals[municipality] = state
        return self.terminals[municipality]

    def close(self) -> None:
        self.centre.stop()

    @property
    def _program(self) -> tuple[str, ...]:
        return (sys.executable, "-m", "tests.journeys.at", str(self.ahead_s), "central")


@contextmanager
def open_stand(folder: Path) -> Iterator[Stand]:
    with MailSink() as mails:
        stand = Stand(folder, mails)
        try:
            yield stand
        finally:
            stand.close()


def private_words(municipality: str) -> list[str]:
    """What the sample residents of a municipality would not want to be found."""
    file = ROOT / "assets/demonstration" / f"{municipality}.toml"
    residents = tomllib.loads(file.read_text("utf-8"))["residents"]
    return [one[key] for one in residents for key in PRIVATE if one.get(key)]


def assert_nothing_of(words: tuple[str, ...], terminal: Path, journal: str) -> None:
    files = [file for file in terminal.rglob("*") if file.is_file()]
    assert {"outbox.db", "identity.json"} <= {file.name for file in files}
    for file in files:
        content = file.read_bytes()
        assert not [word for word in words if word.encode() in content], file
    assert not [word for word in words if word in journal]
