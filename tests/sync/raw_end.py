"""A far end that says exactly what a test wants, byte by byte, or nothing."""

import re
import socket
import ssl
import threading
from collections.abc import Callable


class RawEnd:
    """``talk`` gets each connection after its request was read, and closes by returning."""

    def __init__(
        self, talk: Callable[[socket.socket], None], context: ssl.SSLContext | None = None
    ) -> None:
        self._talk = talk
        self._context = context
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        self.requests: list[bytes] = []
        #: Set when the test is over, so that a silent far end ends with it.
        self.over = threading.Event()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        self.over.set()
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._server.accept()
            except OSError:
                return
            with client:
                self._one(client)

    def _one(self, client: socket.socket) -> None:
        try:
            if self._context is not None:
                client = self._context.wrap_socket(client, server_side=True)
            self.requests.append(_whole_request(client))
            self._talk(client)
        except OSError:
            return


def _whole_request(client: socket.socket) -> bytes:
    """All of it: who closes with something unread resets the line, and takes its answer back."""
    request = b""
    while not _is_whole(request) and (more := client.recv(100_000)):
        request += more
    return request


def _is_whole(request: bytes) -> bool:
    head, end, body = request.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)^content-length: *(\d+)", head, re.MULTILINE)
    return bool(end) and len(body) >= (int(length[1]) if length else 0)


def http(body: bytes, status: str = "200 OK", length: int | None = None, head: str = "") -> bytes:
    length = len(body) if length is None else length
    start = f"HTTP/1.1 {status}\r\nContent-Length: {length}\r\n{head}Connection: close\r\n\r\n"
    return start.encode() + body
