"""A real PostgreSQL of our own: made in a temporary directory, on a free port, gone afterwards."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg

__all__ = ["NO_POSTGRES", "Postgres", "postgres_binaries"]

NO_POSTGRES = "no PostgreSQL is installed (looked for /usr/lib/postgresql/*/bin/initdb)"
START_MAX_S = 60
USER = "machikado"


def postgres_binaries() -> Path | None:
    """The newest installed one, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


class Postgres:
    """Started by the constructor; ``stop`` removes everything."""

    def __init__(self, binaries: Path) -> None:
        self._binaries = binaries
        self._folder = Path(tempfile.mkdtemp(prefix="machikado-pg-"))
        self._user = _unprivileged()
        if self._user is not None:
            os.chown(self._folder, self._user.pw_uid, self._user.pw_gid)
        self.port = _free_port()
        self._databases = 0
        data = self._folder / "data"
        self._run("initdb", "-D", str(data), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale")
        self._process = self._start(data)
        self._wait()

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
        self._process.send_signal(signal.SIGINT)  # fast: does not wait for clients
        self._process.wait(timeout=START_MAX_S)
        shutil.rmtree(self._folder)

    def _start(self, data: Path) -> "subprocess.Popen[bytes]":
        options = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": str(self._folder),
            "max_connections": "200",
        }
        words = [word for key, value in options.items() for word in ("-c", f"{key}={value}")]
        with (self._folder / "log").open("wb") as log:
            return subprocess.Popen(
                [str(self._binaries / "postgres"), "-D", str(data), *words],
                stdout=log,
                stderr=log,
                cwd=self._folder,
                **self._as_user(),
            )

    def _run(self, program: str, *words: str) -> None:
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
