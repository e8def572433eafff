"""A line that was cut far from this machine: noticed when the centre can be reached again."""

import socket
from contextlib import closing
from threading import Event

from kiosk.probe import Probe
from tests.support.waiting import wait_until

SOON_S = 0.01


class Line:
    """What the worker knows of it; ``asked`` counts how often that was looked at."""

    def __init__(self) -> None:
        self.up, self.asked, self.returned = False, 0, Event()

    def is_up(self) -> bool:
        self.asked += 1
        return self.up

    def looked_at(self, times: int = 3) -> None:
        already = self.asked
        wait_until(lambda: self.asked >= already + times, "the probe's looks")


def listener(port: int = 0) -> socket.socket:
    return socket.create_server(("127.0.0.1", port))


def probe(line: Line, port: int) -> Probe:
    return Probe(f"http://127.0.0.1:{port}", line.is_up, line.returned.set, SOON_S)


def test_probe__says_once_that_the_centre_can_be_reached_again() -> None:
    line = Line()
    with closing(listener()) as first:
        port = first.getsockname()[1]
    with probe(line, port):
        line.looked_at()
        assert not line.returned.is_set()
        with closing(listener(port)):
            assert line.returned.wait(10)
            line.returned.clear()
            line.looked_at()
            assert not line.returned.is_set(), "it could be reached before"


def test_probe__leaves_a_centre_that_answers_with_errors_to_the_worker() -> None:
    line = Line()
    with closing(listener()) as there, probe(line, there.getsockname()[1]):
        assert line.returned.wait(10), "one try more"
        line.returned.clear()
        line.looked_at()
        assert not line.returned.is_set()


def test_probe__opens_nothing_while_the_line_is_up() -> None:
    line = Line()
    line.up = True
    with closing(listener()) as there, probe(line, there.getsockname()[1]):
        line.looked_at()
        there.settimeout(0)
        try:
            there.accept()
        except BlockingIOError:
            return
        raise AssertionError("it connected")


def test_probe__ends_at_once_between_two_looks() -> None:
    with Probe("https://localhost", lambda: True, lambda: None, every_s=600):
        pass
