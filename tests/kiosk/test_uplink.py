"""The kernel tells of a way to the network that is back; tried in a network of the test's own."""

import ctypes
import socket
import struct
import subprocess
import sys
from fcntl import ioctl
from functools import partial
from threading import Event

import pytest

from kiosk.uplink import Uplink
from tests.support.waiting import wait_until

#: Of linux/sched.h and linux/sockios.h.
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 0x1
NO_NETWORK = 77


def plug(*, up: bool) -> None:
    """The loopback interface of this network, up or down."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        asked = struct.pack("16sH14x", b"lo", 0)
        _, flags = struct.unpack("16sH14x", ioctl(any_socket, SIOCGIFFLAGS, asked))
        flags = flags | IFF_UP if up else flags & ~IFF_UP
        ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", flags))


def is_told_of_a_plug(told: Event, *, up: bool) -> bool:
    """Plugged again and again: of what came before it listened, nothing is told."""
    plug(up=not up)
    plug(up=up)
    return told.wait(0.5)


def in_a_network_of_its_own() -> int:
    if ctypes.CDLL(None).unshare(CLONE_NEWUSER | CLONE_NEWNET):
        return NO_NETWORK
    told = Event()
    with Uplink(told.set):
        for up in (True, False, True):
            told.clear()
            wait_until(partial(is_told_of_a_plug, told, up=up), f"told of {up=}")
    return 0


def test_uplink__tells_of_what_is_plugged_in() -> None:
    command = [sys.executable, "-m", "tests.kiosk.test_uplink"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode == NO_NETWORK:
        pytest.skip("this system gives no network of one's own")
    assert done.returncode == 0, done.stderr


def test_uplink__ends_while_it_waits() -> None:
    with Uplink(Event().set):
        pass


def test_uplink__where_the_kernel_tells_nothing_is_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "AF_NETLINK", -1)
    told = Event()
    with Uplink(told.set):
        pass
    assert not told.is_set()


if __name__ == "__main__":
    sys.exit(in_a_network_of_its_own())
