"""What the machine's own sockets take for so many exchanges, with nothing done in between."""

import socket
import time
from threading import Thread

__all__ = ["exchanges_s"]

CHUNK_BYTES = 64 * 1024


def exchanges_s(count: int, asked_bytes: int, answered_bytes: int) -> float:
    """Seconds for ``count`` questions and answers over one connection on loopback."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        sizes = (count, asked_bytes, answered_bytes)
        far = Thread(target=_answer, args=(server, *sizes), daemon=True)
        far.start()
        with socket.create_connection(server.getsockname()) as near:
            near.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            began = time.perf_counter()
            for _ in range(count):
                near.sendall(bytes(asked_bytes))
                _take(near, answered_bytes)
            spent = time.perf_counter() - began
        far.join()
    return spent


def _answer(server: socket.socket, count: int, asked_bytes: int, answered_bytes: int) -> None:
    connection, _ = server.accept()
    with connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for _ in range(count):
            _take(connection, asked_bytes)
            connection.sendall(bytes(answered_bytes))


def _take(connection: socket.socket, count: int) -> None:
    while count > 0:
        got = len(connection.recv(min(count, CHUNK_BYTES)))
        assert got, "the other end went away"
        count -= got
