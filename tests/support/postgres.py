"""A real PostgreSQL of our own: made in a temporary directory, on a free port, gone afterwards."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg

from tests.support.child import ends_with_us

__all__ = ["NO_POSTGRES", "Postgres", "postgres_binaries"]

NO_POSTGRES = "no PostgreSQL is installed (looked for /usr/lib/postgresql/*/bin/initdb)"
START_MAX_S = 60
USER = "machikado"


def postgres_binaries() -> Path | None:
    """The newest installed one, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


class Postgres:
    """Started by the constructor; ``stop`` removes everything.

    ``fill`` makes its files where a new server with nothing in it is not what is wanted.
    """

    def __init__(
        self, binaries: Path, fill: "Callable[[Postgres], None] | None" = None, settings: str = ""
    ) -> None:
        self._binaries = binaries
        self._folder = Path(tempfile.mkdtemp(prefix="machikado-pg-"))
        self._user = _unprivileged()
        if self._user is not None:
            os.chown(self._folder, self._user.pw_uid, self._user.pw_gid)
        self.port = _free_port()
        self._databases = 0
        self.data = self._folder / "data"
        (fill or _new)(self)
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(settings)
        self.start()

    def url(self, name: str = "postgres") -> str:
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{name}"

    def new_database(self) -> str:
        """The address of an empty database that nobody else uses."""
        self._databases += 1
        name = f"centre_{self._databases}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def stop(self) -> None:
        self.halt()
        shutil.rmtree(self._folder)

    def halt(self) -> None:
        """As its service would be stopped; it can be started again."""
        self._process.send_signal(signal.SIGINT)  # fast: does not wait for clients
        self._process.wait(timeout=START_MAX_S)

    def kill(self) -> None:
        """As a power cut would end it: every process of it at once."""
        pid = self._process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for each in (pid, *map(int, children)):
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        self._process.wait(timeout=START_MAX_S)

    def start(self) -> None:
        """Returns when it answers."""
        self._process = self._launch()
        self._wait()

    def _launch(self) -> "subprocess.Popen[bytes]":
        options = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": str(self._folder),
            "max_connections": "200",
        }
        words = [word for key, value in options.items() for word in ("-c", f"{key}={value}")]
        data = str(self.data)
        with (self._folder / "log").open("ab") as log:
            return subprocess.Popen(
                [*ends_with_us("INT"), str(self._binaries / "postgres"), "-D", data, *words],
                stdout=log,
                stderr=log,
                cwd=self._folder,
                **self._as_user(),
            )

    def run(self, program: str, *words: str) -> None:
        """One of PostgreSQL's programs, as the server's own user."""
        subprocess.run(
            [str(self._binaries / program), *words],
            check=True,
            capture_output=True,
            cwd=self._folder,
            timeout=START_MAX_S,
            **self._as_user(),
        )

    def _as_user(self) -> dict[str, Any]:
        if self._user is None:
            return {}
        return {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []}

    def _wait(self) -> None:
        deadline = time.monotonic() + START_MAX_S
        while True:
            try:
                psycopg.connect(self.url()).close()
            except psycopg.OperationalError:
                assert time.monotonic() < deadline, (self._folder / "log").read_text()
                time.sleep(0.05)
            else:
                return


def _new(server: Postgres) -> None:
    words = ("-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale")
    server.run("initdb", "-D", str(server.data), *words)


def _unprivileged() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root; anybody else runs it as themselves."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
