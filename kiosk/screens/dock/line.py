"""The demonstration's cable: a TCP forwarder on loopback that can be unplugged and plugged in."""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock, Thread

__all__ = ["Line", "Pair"]

HOST = "127.0.0.1"
CONNECTIONS_MAX = 32
CHUNK_BYTES = 64 * 1024
CONNECT_S = 2.0


@dataclass(frozen=True, eq=False)
class Pair:
    """One connection of the terminal and its other half to the centre."""

    terminal: socket.socket
    centre: socket.socket

    def end(self) -> None:
        """Wake whoever reads: both halves are over."""
        for half in (self.terminal, self.centre):
            _shut(half)


class Line:
    """While it is cut a connection is refused at once, and ``port`` stays its own."""

    def __init__(self, upstream_port: int) -> None:
        self._upstream_port = upstream_port
        self._lock = Lock()
        self._pairs: set[Pair] = set()
        self._threads_lock = Lock()
        self._threads: list[Thread] = []
        self._listener: socket.socket | None = None
        # Bound and never listening: it keeps the port while nobody answers there.
        self._keeper = _bound(0)
        self.port: int = self._keeper.getsockname()[1]
        self.restore()

    @property
    def up(self) -> bool:
        return self._listener is not None

    def cut(self) -> None:
        """Unplug: what is under way ends without an answer, what is new is refused."""
        with self._lock:
            listener, self._listener = self._listener, None
            pairs = list(self._pairs)
        if listener is not None:
            _shut(listener)
            listener.close()
        for pair in pairs:
            pair.end()

    def restore(self) -> None:
        with self._lock:
            if self._listener is not None:
                return
            self._listener = _bound(self.port)
            self._listener.listen(CONNECTIONS_MAX)
            self._start(self._accept, self._listener)

    def close(self) -> None:
        self.cut()
        self._keeper.close()
        for thread in self._threads:
            thread.join(CONNECT_S)

    def _start(self, work: Callable[..., None], *values: object) -> None:
        thread = Thread(target=work, args=values, name="line", daemon=True)
        thread.start()
        with self._threads_lock:
            self._threads = [one for one in self._threads if one.is_alive()] + [thread]

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                terminal, _ = listener.accept()
            except OSError:
                return
            self._start(self._connect, listener, terminal)

    def _connect(self, listener: socket.socket, terminal: socket.socket) -> None:
        """Carry one connection both ways until one half ends."""
        with terminal:
            try:
                centre = socket.create_connection((HOST, self._upstream_port), CONNECT_S)
            except OSError:
                return
            with centre:
                centre.settimeout(None)
                pair = Pair(terminal, centre)
                if self._admit(pair, listener):
                    self._carry(pair)

    def _admit(self, pair: Pair, listener: socket.socket) -> bool:
        """No connection outlives the cut that came while it was made."""
        with self._lock:
            open_still = self._listener is listener and len(self._pairs) < CONNECTIONS_MAX
            if open_still:
                self._pairs.add(pair)
            return open_still

    def _carry(self, pair: Pair) -> None:
        back = Thread(target=self._pump, args=(pair, pair.centre, pair.terminal), daemon=True)
        back.start()
        self._pump(pair, pair.terminal, pair.centre)
        back.join()
        with self._lock:
            self._pairs.discard(pair)

    def _pump(self, pair: Pair, source: socket.socket, target: socket.socket) -> None:
        try:
            while data := source.recv(CHUNK_BYTES):
                target.sendall(data)
        except OSError:
            pass
        finally:
            pair.end()


def _bound(port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    made.bind((HOST, port))
    return made


def _shut(half: socket.socket) -> None:
    try:
        half.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
