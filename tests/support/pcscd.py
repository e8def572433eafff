"""pcscd with its virtual reader, for the tests: started where none runs, and stopped again.

One run of the tests at a time has it: its socket and the ports of the virtual reader are fixed.
"""

import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.virtual_card import FIRST_PORT
from tests.support.waiting import PATIENCE_S, wait_until

__all__ = ["Pcscd", "running_pcscd", "why_no_pcscd"]

_SOCKET = Path("/run/pcscd/pcscd.comm")
_VPCD = Path("/etc/reader.conf.d/vpcd")
_LOCK = Path(tempfile.gettempdir(), "machikado-pcscd.lock")
_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
_LISTEN = "0A"


class Pcscd:
    """The daemon. ``ours`` is False where it ran before, and then it is not to be stopped."""

    def __init__(self) -> None:
        self.ours = not _answers()
        self._process: subprocess.Popen[bytes] | None = None
        self._no_readers = tempfile.TemporaryDirectory(prefix="no-readers-")

    def start(self, *, readers: bool = True) -> None:
        """``readers=False`` starts it as on a machine with no reader at all."""
        assert self.ours and self._process is None
        command = ["pcscd", "--foreground"]
        if "--disable-polkit" in _help():
            command.append("--disable-polkit")
        if not readers:
            command += ["--config", self._no_readers.name]
        self._process = subprocess.Popen(
            command,
            env={**os.environ, "PATH": _PATH},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_until(_answers if readers else _SOCKET.exists, "pcscd answers")

    def stop(self, with_signal: signal.Signals = signal.SIGTERM) -> None:
        """SIGTERM is a service that is restarted, SIGKILL one that crashes."""
        assert self.ours
        if self._process is not None:
            self._process.send_signal(with_signal)
            self._process.wait(PATIENCE_S)
            self._process = None
            # A killed daemon leaves its socket behind, and the next one would seem to be up.
            _SOCKET.unlink(missing_ok=True)


def why_no_pcscd() -> str:
    """Why these tests cannot run here; empty where they can."""
    if shutil.which("pcscd", path=_PATH) is None:
        return "pcscd is not installed (Debian package pcscd)"
    if not _VPCD.exists():
        return "the virtual card reader is not installed (Debian package vsmartcard-vpcd)"
    if not _answers() and os.geteuid() != 0:
        return "pcscd with its virtual reader does not run, and only root may start it"
    return ""


@contextmanager
def running_pcscd() -> Iterator[Pcscd]:
    """The daemon for a whole run of tests; others on this machine wait until it ends."""
    with _LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        daemon = Pcscd()
        if daemon.ours:
            daemon.start()
        try:
            yield daemon
        finally:
            if daemon.ours:
                daemon.stop()


def _answers() -> bool:
    """Whether pcscd and its virtual reader listen; a trial connection would be a card."""
    port = f":{FIRST_PORT:04X}"
    rows = (line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:])
    return _SOCKET.exists() and any(row[1].endswith(port) and row[3] == _LISTEN for row in rows)


def _help() -> str:
    done = subprocess.run(
        ["pcscd", "--help"],
        env={**os.environ, "PATH": _PATH},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr
