"""pcscd with its virtual reader, for the tests: started where none runs, and stopped again.

One run of the tests at a time has it: its socket and the ports of the virtual reader are fixed.
"""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from smartcard import scard

from tests.support.virtual_card import DEBIANS_PORT, OWN_PORT, listens
from tests.support.waiting import PATIENCE_S, wait_until

__all__ = ["Pcscd", "running_pcscd", "wait_until_no_card"]

_SOCKET = Path("/run/pcscd/pcscd.comm")
_VPCD = Path("/etc/reader.conf.d/vpcd")
_LOCK = Path(tempfile.gettempdir(), f"machikado-pcscd-{os.getuid()}.lock")
_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"


class Pcscd:
    """The daemon. ``ours`` is False where it ran before, and then it is not to be stopped.

    ``folder`` is an empty one, for its configurations: Debian's with ports of our own, and none.
    """

    def __init__(self, folder: Path) -> None:
        self.ours = not _answers(DEBIANS_PORT)
        self._process: subprocess.Popen[bytes] | None = None
        self._without_readers = folder / "none"
        self._with_readers = folder / "virtual"
        self._without_readers.mkdir()
        self._with_readers.mkdir()
        text = _VPCD.read_text().replace(f"0x{DEBIANS_PORT:X}", f"0x{OWN_PORT:X}")
        (self._with_readers / "vpcd").write_text(text)

    def start(self, *, readers: bool = True) -> None:
        """``readers=False`` starts it as on a machine with no reader at all."""
        assert self.ours and self._process is None
        folder = self._with_readers if readers else self._without_readers
        command = ["pcscd", "--foreground", "--config", str(folder)]
        if "--disable-polkit" in _help():
            command.append("--disable-polkit")
        self._process = subprocess.Popen(
            command,
            env={**os.environ, "PATH": _PATH},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_until(lambda: _answers(OWN_PORT) if readers else _is_up(), "pcscd answers")
        except BaseException:
            self.stop()
            raise

    def stop(self, with_signal: signal.Signals = signal.SIGTERM) -> None:
        """SIGTERM is a service that is restarted, SIGKILL one that crashes."""
        assert self.ours
        if self._process is not None:
            self._process.send_signal(with_signal)
            self._process.wait(PATIENCE_S)
            self._process = None

    def wait_until_no_card(self) -> None:
        wait_until_no_card()


def wait_until_no_card() -> None:
    """pcscd looks every few tenths of a second, and till then a removed card is there."""
    if _is_up():
        wait_until(lambda: not _sees_a_card(), "pcscd sees that the card is gone")


@contextmanager
def running_pcscd() -> Iterator[Pcscd]:
    """The daemon for a file of tests, which are skipped where there is none.

    Other runs on this machine wait until it ends; before, its state would be theirs.
    """
    with _LOCK.open("w") as lock, tempfile.TemporaryDirectory(prefix="pcscd-") as folder:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if why := _why_none():
            pytest.skip(why)
        daemon = Pcscd(Path(folder))
        if daemon.ours:
            daemon.start()
        try:
            yield daemon
        finally:
            if daemon.ours:
                daemon.stop()


def _why_none() -> str:
    """Why these tests cannot run here; empty where they can."""
    if shutil.which("pcscd", path=_PATH) is None:
        return "pcscd is not installed (Debian package pcscd)"
    if not _VPCD.exists():
        return "the virtual card reader is not installed (Debian package vsmartcard-vpcd)"
    if _answers(DEBIANS_PORT):
        return ""
    if _is_up():
        return "pcscd runs without its virtual reader: restart it, or stop it"
    return "" if os.geteuid() == 0 else "pcscd does not run, and only root may start it"


def _answers(port: int) -> bool:
    """Whether pcscd and its virtual reader listen."""
    return _is_up() and listens(port)


def _is_up() -> bool:
    with socket.socket(socket.AF_UNIX) as line:
        return line.connect_ex(str(_SOCKET)) == 0


def _sees_a_card() -> bool:
    result, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
    if result != scard.SCARD_S_SUCCESS:
        return False
    try:
        _, readers = scard.SCardListReaders(context, [])
        known = [(name, scard.SCARD_STATE_UNAWARE) for name in readers or []]
        _, states = scard.SCardGetStatusChange(context, 0, known) if known else (0, [])
        # The upper half counts insertions and removals: after a read that failed pcscd says for
        # a moment that there is no card, but has not counted it out, and would miss another one.
        return any(state & scard.SCARD_STATE_PRESENT or state >> 16 & 1 for _, state, _ in states)
    finally:
        scard.SCardReleaseContext(context)


def _help() -> str:
    done = subprocess.run(
        ["pcscd", "--help"],
        env={**os.environ, "PATH": _PATH},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr
