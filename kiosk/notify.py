"""A few words to systemd: ready, still alive, and one line for ``systemctl status``."""

import socket
from collections.abc import Mapping
from contextlib import closing, suppress
from typing import Self

__all__ = ["Supervisor"]


class Supervisor:
    """Started by hand there is nobody to tell, and every word goes nowhere."""

    def __init__(self, address: str | None) -> None:
        self._address = address

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Self:
        return cls(environment.get("NOTIFY_SOCKET") or None)

    def ready(self) -> None:
        """The first frame is on the glass."""
        self._tell("READY=1")

    def alive(self) -> None:
        """To be called from the loop that draws: whoever else calls it proves nothing."""
        self._tell("WATCHDOG=1")

    def status(self, line: str) -> None:
        self._tell(f"STATUS={line}")

    def stopping(self) -> None:
        self._tell("STOPPING=1")

    def _tell(self, word: str) -> None:
        if self._address is None:
            return
        # An address that begins with @ is in the abstract namespace, whose first byte is zero.
        address = "\0" + self._address[1:] if self._address[0] == "@" else self._address
        # A supervisor that restarts takes no word for a moment; a terminal does not stop for that.
        with suppress(OSError), closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as out:
            out.setblocking(False)
            out.sendto(word.encode(), address)
