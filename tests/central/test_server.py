"""The processes of the centre: each has its own listener, and one that dies loses nobody."""

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.centre import Centre, central
from tests.support.waiting import wait_until

WORKERS = 3
#: So many that, as the system spreads them, a process without any is next to impossible.
CONNECTIONS = 48
#: The state of a socket in /proc/net/tcp.
LISTENING = "0A"
HALF_BODY = b"POST /v1/actions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{"


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Centre]:
    central("migrate", state=tmp_path)
    running = Centre(tmp_path, workers=WORKERS)
    yield running
    running.stop()


def workers_of(centre: Centre) -> list[int]:
    children = Path(f"/proc/{centre.process.pid}/task/{centre.process.pid}/children")
    return [int(word) for word in children.read_text().split()]


def sockets_of(pid: int) -> int:
    """Open sockets of a process; one that ends meanwhile has none."""
    try:
        links = [str(link.readlink()) for link in Path(f"/proc/{pid}/fd").iterdir()]
    except OSError:
        return 0
    return sum(link.startswith("socket:") for link in links)


def listeners_at(port: int) -> int:
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return sum(row[1].endswith(f":{port:04X}") and row[3] == LISTENING for row in rows)


def test_server__connections_are_spread_over_every_process(centre: Centre) -> None:
    wait_until(lambda: len(workers_of(centre)) == WORKERS, "the processes")
    assert listeners_at(centre.port) == WORKERS
    before = {pid: sockets_of(pid) for pid in workers_of(centre)}
    kept = [centre.http() for _ in range(CONNECTIONS)]
    assert all(http.get("/health").status == 200 for http in kept)
    gained = [sockets_of(pid) - count for pid, count in before.items()]
    assert sum(gained) == CONNECTIONS
    assert min(gained) > 0
    for http in kept:
        http.close()


def test_server__a_process_that_dies_leaves_no_connection_without_an_answer(
    centre: Centre,
) -> None:
    wait_until(lambda: len(workers_of(centre)) == WORKERS, "the processes")
    os.kill(workers_of(centre)[0], signal.SIGKILL)
    for _ in range(CONNECTIONS):
        http = centre.http()
        assert http.get("/health").status == 200
        http.close()


@pytest.mark.parametrize("half", [b"POST /v1/actions HT", HALF_BODY], ids=["head", "body"])
def test_server__a_request_that_never_ends_holds_nobody_up_for_long(
    centre: Centre, half: bytes
) -> None:
    stopped = [socket.create_connection(("127.0.0.1", centre.port)) for _ in range(2 * WORKERS)]
    for line in stopped:
        line.sendall(half)
    for _ in range(CONNECTIONS):
        http = centre.http()
        assert http.get("/health").status == 200
        http.close()
    for line in stopped:
        line.close()
