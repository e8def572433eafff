"""A real centre: a process with its own state, on a free port; to start, stop and kill."""

import http.client
import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from sync.wire import Message, Problem
from tests.support.child import ends_with_us
from tests.support.watchdog import Watchdog

__all__ = ["Answer", "Centre", "Http", "central", "central_environment"]

M = TypeVar("M", bound=Message)
ROOT = Path(__file__).resolve().parents[2]
READY = re.compile(r"^centre ready on http://127\.0\.0\.1:(\d+)$")
MUNICIPALITY, VENUE = "ono", "argo"
START_MAX_S = 120
PROGRAM = (sys.executable, "-m", "central")


def central(
    command: str,
    *words: str,
    state: Path,
    database_url: str = "",
    program: tuple[str, ...] = PROGRAM,
    more: Mapping[str, str] = MappingProxyType({}),
    typed: str = "",
) -> str:
    """Run ``python -m central`` to its end, with ``more`` in its environment; what it printed."""
    done = subprocess.run(
        [*program, command, "--state", str(state), *words],
        cwd=ROOT,
        env={**central_environment(database_url), **more},
        input=typed,
        capture_output=True,
        text=True,
        timeout=START_MAX_S,
        check=False,
    )
    assert done.returncode == 0, f"central {command}: {done.stderr}"
    return done.stdout


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)

    def read(self, kind: type[M]) -> M:
        assert self.status == 200, (self.status, self.body)
        return kind.model_validate_json(self.body)

    @property
    def problem(self) -> str:
        return Problem.model_validate_json(self.body).code


class Http:
    """One kept connection to the centre; not for two threads at once."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def post(self, path: str, body: Message | bytes) -> Answer:
        data = body if isinstance(body, bytes) else body.model_dump_json().encode()
        return self._ask("POST", path, data, {"Content-Type": "application/json"})

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, None, headers)

    def close(self) -> None:
        self._connection.close()

    def _ask(self, method: str, path: str, data: bytes | None, headers: dict[str, str]) -> Answer:
        try:
            self._connection.request(method, path, data, headers)
            response = self._connection.getresponse()
            return Answer(response.status, response.read(), dict(response.getheaders()))
        except (http.client.HTTPException, OSError):
            self._connection.close()
            raise


class Centre:
    """``python -m central serve`` in a process group of its own."""

    def __init__(
        self,
        state: Path,
        database_url: str = "",
        workers: int = 2,
        program: tuple[str, ...] = PROGRAM,
    ) -> None:
        self.state = state
        self._program = program
        self.database_url = database_url
        self._workers = workers
        self.port = 0
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """On a free port; started again, on the same one."""
        words = ("--port", str(self.port), "--workers", str(self._workers))
        self.state.mkdir(parents=True, exist_ok=True)
        with (self.state / "centre.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*ends_with_us(), *self._program, "serve", "--state", str(self.state), *words],
                cwd=ROOT,
                env=central_environment(self.database_url),
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
            )
        self.port = self._ready_port()

    def stop(self) -> int:
        """As systemd would: SIGTERM; its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self._ended()

    def kill(self) -> None:
        """As a power cut would: everything of it at once, with no chance to tidy up."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self._ended()

    def log(self) -> str:
        return (self.state / "centre.log").read_text()

    def http(self) -> Http:
        return Http(self.port)

    def code(self) -> str:
        """A one-time code with which a terminal of アルゴ can enrol."""
        words = ("--municipality", MUNICIPALITY, "--venue", VENUE)
        return central("enrol", *words, state=self.state, database_url=self.database_url).strip()

    def _ended(self) -> int:
        status = self.process.wait(timeout=START_MAX_S)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return status

    def _ready_port(self) -> int:
        watchdog = Watchdog(START_MAX_S, self.process.kill)
        try:
            assert self.process.stdout is not None
            line = self.process.stdout.readline().strip()
        finally:
            watchdog.call_off()
        match = READY.match(line)
        assert match, f"the centre did not start: {line!r}\n{self.log()[-3000:]}"
        return int(match[1])


def central_environment(database_url: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key != "CENTRAL_STATE"}
    return {**kept, "DATABASE_URL": database_url}
