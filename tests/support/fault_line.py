"""The demonstration's cable with the faults of a real line, one for each request."""

import socket
import time
from collections import deque
from collections.abc import Callable
from enum import Enum, auto
from threading import Lock

from kiosk.screens.dock.line import CHUNK_BYTES, Line, Pair

__all__ = ["Fault", "FaultLine"]


class Fault(Enum):
    NONE = auto()
    #: The request is lost before the centre has seen a byte of it.
    LOSE_REQUEST = auto()
    #: The centre answers, and nobody hears it.
    LOSE_ANSWER = auto()
    #: The answer ends in its middle.
    HALF_ANSWER = auto()
    #: The answer comes late by ``late_s``.
    LATE_ANSWER = auto()


class FaultLine(Line):
    """``faults`` are taken one a request; when they are used up, ``otherwise`` is asked."""

    def __init__(
        self,
        upstream_port: int,
        otherwise: Callable[[], Fault] = lambda: Fault.NONE,
        late_s: float = 0.3,
    ) -> None:
        self.faults: deque[Fault] = deque()
        self.requests = 0
        self._otherwise = otherwise
        self._late_s = late_s
        self._state_lock = Lock()
        #: Connections with a request under way, and its fault.
        self._under_way: dict[Pair, Fault] = {}
        super().__init__(upstream_port)

    def _pump(self, pair: Pair, source: socket.socket, target: socket.socket) -> None:
        pass_on = self._request if source is pair.terminal else self._answer
        try:
            while (data := source.recv(CHUNK_BYTES)) and pass_on(pair, target, data):
                pass
        except OSError:
            pass
        finally:
            pair.end()

    def _request(self, pair: Pair, centre: socket.socket, data: bytes) -> bool:
        with self._state_lock:
            if pair not in self._under_way:
                self.requests += 1
                fault = self.faults.popleft() if self.faults else self._otherwise()
                self._under_way[pair] = fault
            if self._under_way[pair] is Fault.LOSE_REQUEST:
                return False
        centre.sendall(data)
        return True

    def _answer(self, pair: Pair, terminal: socket.socket, data: bytes) -> bool:
        with self._state_lock:
            fault = self._under_way.pop(pair, Fault.NONE)
        if fault is Fault.LOSE_ANSWER:
            return False
        if fault is Fault.LATE_ANSWER:
            time.sleep(self._late_s)
        whole = fault is not Fault.HALF_ANSWER
        terminal.sendall(data if whole else data[: len(data) // 2])
        return whole
