"""The demonstration: a centre of its own, a line to it that can be cut, and a terminal on the end.

Nothing to configure: everything lies under one folder, every port is one that is free.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryFile
from threading import Thread, Timer

from kiosk.app import Beside
from kiosk.assets import ASSETS, MUNICIPALITIES, residents_of
from kiosk.bootstrap import Terminal
from kiosk.config import Config, Device, Panel
from kiosk.devices.card_reader import simulated
from kiosk.screens.dock.controls import Controls, Hands, read_cards
from kiosk.screens.dock.line import Line
from kiosk.screens.dock.virtual_printer import VirtualPrinter
from kiosk.screens.dock.widget import Dock
from kiosk.texts import Texts
from rules.policy import load, load_all
from rules.systems import municipalities_of_system
from sync.enrolment import enrol, why_not
from sync.identity import Identity, make_identity
from sync.link import Http, Patience

__all__ = [
    "MUNICIPALITY",
    "Demonstration",
    "DemonstrationError",
    "Equipment",
    "answers",
    "spoken",
]

#: Where nothing else is asked for.
MUNICIPALITY = "ono"
#: For each step of setting up; a machine that does much else is slow.
SET_UP_S_MAX = 300
ANSWER_S_MAX = 5.0
LOOPBACK = "127.0.0.1"
CHILD = ("setpriv", "--pdeathsig", "TERM", "nice")
SIMULATED = Device(driver="simulated")


class DemonstrationError(Exception):
    """The demonstration cannot be set up; one line."""


def _simulated_hands(terminal: Terminal) -> Hands:
    assert isinstance(terminal.reader, simulated.Driver)
    return terminal.reader.handle


@dataclass(frozen=True, slots=True)
class Equipment:
    """What a demonstration is made of, where it can be made of more than one thing.

    ``hands`` are those of a person at the reader; ``database_url`` is the centre's, "" for SQLite.
    """

    card_reader: Device = SIMULATED
    hands: Callable[[Terminal], Hands] = _simulated_hands
    database_url: str = ""


class Demonstration:
    """Owns the centre's process, the line and the printer; ``close`` ends all three.

    The terminal stands at the first venue of the municipality, and serves all of its system.
    """

    def __init__(
        self,
        state: Path,
        tell: Callable[[str], None],
        equipment: Equipment | None = None,
        municipality: str = MUNICIPALITY,
    ) -> None:
        self._municipality = municipality
        self._residents = residents_of(municipality)
        self._equipment = equipment or Equipment()
        self.centre_state = state / "centre"
        self._terminal_state = state / "terminal"
        enrolled = _is_enrolled(self._terminal_state)
        if enrolled and not self._has_database:
            why = f"its database is gone; remove {state} to begin anew"
            raise DemonstrationError(f"{self.centre_state}: {why}")
        if not enrolled:
            again = ", again: the last time was cut off" if self._has_database else ""
            tell(f"making a centre with sample residents and bookings{again} ...")
            self._load(tell)
        self._port = port = _free_port()
        self._centre = self._serve(port)
        Thread(target=self._tell_end, args=(tell,), name="centre", daemon=True).start()
        self.line = Line(port)
        self.printer = VirtualPrinter()
        if not enrolled:
            try:
                self._enrol()
            except BaseException:
                self.close()
                raise

    def terminal(self, panel: Panel, *, dock_width_px: int) -> Terminal:
        """The terminal, with the dock beside its panel; the dock is made with the window."""

        def make() -> Dock:
            self.dock = Dock(self._controls(terminal))
            return self.dock

        beside = Beside(make, dock_width_px)
        terminal = Terminal(self._config(panel), beside=beside, demonstration=True)
        Thread(target=self._nudge, args=(terminal,), name="nudge", daemon=True).start()
        return terminal

    def find(self, number: str) -> set[str]:
        """What the centre's database has of the number on a ticket, such as "book: applied"."""
        return {line.strip() for line in self._central("find", number)}

    def close(self) -> None:
        self.line.close()
        self.printer.close()
        self._centre.terminate()
        self._centre.wait(timeout=SET_UP_S_MAX)

    def _config(self, panel: Panel) -> Config:
        return Config(
            municipality=self._municipality,
            also_serves=tuple(_others_of(self._municipality)),
            centre_url=f"http://{LOOPBACK}:{self.line.port}",
            state_dir=self._terminal_state,
            panel=panel,
            card_reader=self._equipment.card_reader,
            ticket_printer=Device(
                driver="escpos", settings={"host": LOOPBACK, "port": self.printer.port}
            ),
        )

    def _controls(self, terminal: Terminal) -> Controls:
        return Controls(
            read_cards(self._residents),
            self._equipment.hands(terminal),
            self.printer,
            _NudgedLine(self.line, terminal.effects.nudge),
            spoken(terminal.texts, lambda: terminal.turn.shown.language),
        )

    def _serve(self, port: int) -> "subprocess.Popen[bytes]":
        self.centre_state.mkdir(parents=True, exist_ok=True)
        with (self.centre_state / "centre.log").open("ab") as log:
            # It ends with this program, however that ends. The window comes first, where both
            # want the same two cores.
            return subprocess.Popen(  # noqa: S603 - our own program
                [*CHILD, *self._command("serve"), "--port", str(port)],
                cwd=ASSETS.parent,
                env={**self._environment, "CENTRAL_URL": f"http://{LOOPBACK}:{port}"},
                stdout=log,
                stderr=log,
            )

    def _nudge(self, terminal: Terminal) -> None:
        """The terminal may have asked before the centre was there: it waits no longer."""
        terminal.begun.wait()
        if self._answers_in_time():
            terminal.effects.nudge()

    def _enrol(self) -> None:
        venue = next(iter(load(MUNICIPALITIES / self._municipality).venues))
        *_, code = self._central("enrol", "--municipality", self._municipality, "--venue", venue)
        if not self._answers_in_time():
            why = f"the centre does not start: see {self.centre_state}/centre.log"
            raise DemonstrationError(why)
        # A machine that does everything at once may take its time over the first answer.
        patience = Patience(answer_s=SET_UP_S_MAX)
        with closing(Http(f"http://{LOOPBACK}:{self._port}", patience)) as http:
            answer = enrol(self._terminal_state, http, code.strip())
        if not isinstance(answer, Identity):
            raise DemonstrationError(f"not enrolled: {why_not(answer)}")

    def _answers_in_time(self) -> bool:
        until = time.monotonic() + SET_UP_S_MAX
        while time.monotonic() < until and self._centre.poll() is None:
            if answers(self._port):
                return True
            time.sleep(0.05)
        return False

    def _load(self, tell: Callable[[str], None]) -> None:
        """Sample residents and bookings; a word about each municipality when it is there."""
        for line in self._central("load-demo"):
            tell(f"  {line.strip()}")

    def _central(self, verb: str, *words: str) -> Iterator[str]:
        """What a command of the centre says, line by line as it comes."""
        with (
            TemporaryFile("w+") as errors,
            subprocess.Popen(  # noqa: S603 - our own program
                [*self._command(verb), *words],
                cwd=ASSETS.parent,
                env=self._environment,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            ) as process,
        ):
            end = Timer(SET_UP_S_MAX, process.kill)
            end.start()
            try:
                assert process.stdout is not None
                yield from process.stdout
                status = process.wait()
            finally:
                process.kill()
                end.cancel()
            if status != 0:
                errors.seek(0)
                why = errors.read().strip().rpartition("\n")[2] or f"ended with status {status}"
                raise DemonstrationError(f"central {verb} --state {self.centre_state}: {why}")

    def _tell_end(self, tell: Callable[[str], None]) -> None:
        # Below nought is a signal: it was ended, from here or from outside.
        if self._centre.wait() > 0:
            tell(f"the centre has failed: see {self.centre_state}/centre.log")

    @property
    def _has_database(self) -> bool:
        return self._equipment.database_url != "" or any(self.centre_state.glob("*.sqlite3"))

    @property
    def _environment(self) -> dict[str, str]:
        # Nobody's money is at stake: what is owed can be paid on a page that takes none.
        simulated = {"CENTRAL_PAYMENTS": "simulated"}
        return {**os.environ, "DATABASE_URL": self._equipment.database_url, **simulated}

    def _command(self, verb: str) -> list[str]:
        return [sys.executable, "-m", "central", verb, "--state", str(self.centre_state)]


class _NudgedLine:
    """The line, and a terminal that is told when it is whole again."""

    def __init__(self, line: Line, nudge: Callable[[], None]) -> None:
        self._line = line
        self._nudge = nudge

    @property
    def up(self) -> bool:
        return self._line.up

    def cut(self) -> None:
        self._line.cut()

    def restore(self) -> None:
        self._line.restore()
        self._nudge()


def _others_of(municipality: str) -> Iterator[str]:
    """Those with which it shares a system, in their order."""
    place = load(MUNICIPALITIES / municipality).system
    if place is None:
        return
    for each in municipalities_of_system(load_all(MUNICIPALITIES).values(), place.id):
        if each.id != municipality:
            yield each.id


def spoken(texts: Texts, language: Callable[[], str]) -> Callable[..., str]:
    """Texts in the language that the terminal is shown in at that moment."""

    def say(text_id: str, **values: object) -> str:
        return texts.of(language()).say(text_id, **values)

    return say


def _is_enrolled(state: Path) -> bool:
    """A set-up that was cut off in the middle is done again; what is damaged is left as it is."""
    try:
        _, registered = make_identity(state)
    except OSError as cause:
        raise DemonstrationError(f"{state}: cannot be written: {cause.strerror}") from cause
    return registered is not None


def answers(port: int) -> bool:
    """Whether a centre answers on this port of this machine."""
    line = HTTPConnection(LOOPBACK, port, timeout=ANSWER_S_MAX)
    try:
        line.request("GET", "/health")
        return line.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        line.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port
