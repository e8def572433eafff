"""Whether the centre can be reached again: a line may be cut where this machine sees nothing of it.

The worker tries a line that is down ever more seldom, for a try is a whole request. Here only a
connection is opened and closed, every few seconds while the line is down. That the centre can be
reached is told once: one that then answers with errors is left to the worker's pauses.
"""

import socket
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from typing import Self
from urllib.parse import urlsplit

__all__ = ["Probe"]

EVERY_S, CONNECT_S = 5.0, 3.0
PORTS = {"http": 80, "https": 443}


class Probe:
    """``line_up`` and ``returned`` are called on its own thread; ``url`` is the centre's."""

    def __init__(
        self,
        url: str,
        line_up: Callable[[], bool],
        returned: Callable[[], None],
        every_s: float = EVERY_S,
    ) -> None:
        parts = urlsplit(url)
        self._address = (parts.hostname, parts.port or PORTS[parts.scheme])
        self._line_up = line_up
        self._returned = returned
        self._every_s = every_s
        self._ended = Event()
        self._thread = Thread(target=self._watch, name="probe", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        told = False
        while not self._ended.wait(self._every_s):
            reached = not self._line_up() and self._is_reached()
            if reached and not told:
                self._returned()
            told = reached

    def _is_reached(self) -> bool:
        with suppress(OSError):
            socket.create_connection(self._address, CONNECT_S).close()
            return True
        return False
