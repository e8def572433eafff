"""What systemd hears from the terminal."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.notify import Supervisor


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(tmp_path / "notify"))
        listener.settimeout(5)
        yield listener


def test_supervisor__hears_ready_alive_status_and_stopping(systemd: socket.socket) -> None:
    supervisor = Supervisor.of({"NOTIFY_SOCKET": systemd.getsockname()})
    supervisor.ready()
    supervisor.alive()
    supervisor.status("2 件 unsent")
    supervisor.stopping()
    words = [systemd.recv(100).decode() for _ in range(4)]
    assert words == ["READY=1", "WATCHDOG=1", "STATUS=2 件 unsent", "STOPPING=1"]


def test_supervisor__in_the_abstract_namespace(tmp_path: Path) -> None:
    name = f"machikado-{tmp_path.name}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind("\0" + name)
        listener.settimeout(5)
        Supervisor(f"@{name}").ready()
        assert listener.recv(100) == b"READY=1"


@pytest.mark.parametrize("environment", [{}, {"NOTIFY_SOCKET": ""}])
def test_supervisor__started_by_hand_tells_nobody(environment: dict[str, str]) -> None:
    Supervisor.of(environment).ready()


def test_supervisor__that_is_gone_stops_nothing(systemd: socket.socket) -> None:
    address = systemd.getsockname()
    systemd.close()
    Supervisor(address).alive()


def test_supervisor__that_does_not_read_blocks_nothing(systemd: socket.socket) -> None:
    supervisor = Supervisor(systemd.getsockname())
    for _ in range(1000):
        supervisor.alive()
