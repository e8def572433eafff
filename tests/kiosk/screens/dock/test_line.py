"""The demonstration's cable: carries, is unplugged, is plugged in again on the same port."""

import socket
from collections.abc import Iterator
from threading import Thread

import pytest

from kiosk.screens.dock.line import Line

HOST = "127.0.0.1"


@pytest.fixture
def echo_port() -> Iterator[int]:
    """A server that sends back what it gets."""
    server = socket.create_server((HOST, 0))

    def serve() -> None:
        while True:
            try:
                client, _ = server.accept()
            except OSError:
                return
            Thread(target=answer, args=(client,), daemon=True).start()

    def answer(client: socket.socket) -> None:
        with client:
            while data := client.recv(1000):
                client.sendall(data)

    thread = Thread(target=serve)
    thread.start()
    yield server.getsockname()[1]
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join()


@pytest.fixture
def line(echo_port: int) -> Iterator[Line]:
    made = Line(echo_port)
    yield made
    made.close()


def connected(line: Line) -> socket.socket:
    return socket.create_connection((HOST, line.port), 5)


def test_line__carries_both_ways(line: Line) -> None:
    assert line.up
    with connected(line) as end:
        end.sendall(b"konnichiwa")
        assert end.recv(100) == b"konnichiwa"


def test_line_cut__ends_what_is_under_way_and_refuses_what_is_new(line: Line) -> None:
    with connected(line) as end:
        end.sendall(b"a")
        assert end.recv(100) == b"a"
        line.cut()
        assert not line.up
        assert end.recv(100) == b""
    with pytest.raises(ConnectionRefusedError):
        connected(line)


def test_line_restored__carries_on_the_same_port(line: Line) -> None:
    port = line.port
    for _ in range(20):
        line.cut()
        line.cut()
        with pytest.raises(ConnectionRefusedError):
            connected(line)
        line.restore()
        line.restore()
        assert line.port == port
        with connected(line) as end:
            end.sendall(b"a")
            assert end.recv(100) == b"a"


def test_line__ends_a_connection_when_the_centre_is_not_there() -> None:
    with socket.create_server((HOST, 0)) as gone:
        port = gone.getsockname()[1]
    line = Line(port)
    with connected(line) as end:
        assert end.recv(100) == b""
    line.close()
