"""The demonstration's own centre: when it answers, and what is said while it is made."""

import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from kiosk.demonstration import Demonstration, DemonstrationError, answers


class _Health(BaseHTTPRequestHandler):
    status = 200

    def do_GET(self) -> None:
        self.send_response(self.status if self.path == "/health" else 404)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def port(request: pytest.FixtureRequest) -> Iterator[int]:
    kind = type("Kind", (_Health,), {"status": request.param})
    server = HTTPServer(("127.0.0.1", 0), kind)
    serving = Thread(target=server.serve_forever)
    serving.start()
    yield server.server_port
    server.shutdown()
    serving.join()
    server.server_close()


@pytest.mark.parametrize(("port", "so"), [(200, True), (503, False)], indirect=["port"])
def test_centre__answers_where_it_is_healthy(port: int, *, so: bool) -> None:
    assert answers(port) is so


def test_centre__that_is_not_there_yet_does_not_answer() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert not answers(taken.getsockname()[1])


def test_centre__that_was_half_made_is_made_anew_and_a_failure_is_one_line(tmp_path: Path) -> None:
    """Its database is no database: what the command says of it is the whole of the error."""
    centre = tmp_path / "centre"
    centre.mkdir()
    (centre / "central.sqlite3").write_bytes(b"not a database" * 1000)
    told: list[str] = []
    with pytest.raises(DemonstrationError) as failed:
        Demonstration(tmp_path, told.append)
    said = (
        "making a centre with sample residents and bookings, again: the last time was cut off ..."
    )
    assert told == [said]
    why = "the database: file is not a database"
    assert str(failed.value) == f"central load-demo --state {centre}: {why}"
