"""Serve the centre with gunicorn's processes until SIGTERM."""

import gc
import socket
import struct
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connections
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
from gunicorn.glogging import Logger  # type: ignore[import-untyped]
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

from central import clock
from central.gathering import arriving, run
from central.journal.commands import all_commands
from central.policies import municipalities, policy_digest
from central.start import PRIVATE
from central.wsgi import Application, application
from rules.calendar import holiday_name

__all__ = ["Listening", "serve"]

BACKLOG = 2048
#: Requests that a process works on at once: actions that are settled together, and beside them what
#: waits for a password to be hashed. Each has a connection of its own, which the database pays for.
THREADS = 4
#: Allocations between two looks for cycles; Python's 700 are reached several times in an action.
GARBAGE_AFTER = 100_000
#: A request that takes longer than the slowest transaction may is a hanging one.
TIMEOUT_S = 30
STOP_S = 10
KEEPALIVE_S = 75
#: A client that stops in the middle of a request holds up its process; a cut line says nothing.
SILENCE_S = 5


@dataclass(frozen=True, slots=True)
class Listening:
    """Where to listen; port 0 takes a free one."""

    host: str
    port: int
    workers: int


def serve(listening: Listening) -> None:
    """Returns when the server has stopped."""
    _Server(listening).run()


class _Together(ThreadWorker):  # type: ignore[misc]
    """Tells those who wait for company how many requests it has received."""

    def get_thread_pool(self) -> ThreadPoolExecutor:
        return _Pool(max_workers=self.cfg.threads)


class _Pool(ThreadPoolExecutor):
    def submit(self, work: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        arriving()
        return super().submit(run, work, *arguments, **named)


class _NoAccessLog(Logger):  # type: ignore[misc]
    """The centre writes a line of its own for each request; gunicorn's was made and dropped."""

    def access(self, resp: Any, req: Any, environ: Any, request_time: Any) -> None:
        """Nothing more is said."""


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    def __init__(self, listening: Listening) -> None:
        self._listening = listening
        super().__init__()

    def load_config(self) -> None:
        self._sockets = _listeners(self._listening)
        wanted = {
            "bind": [f"fd://{listener.fileno()}" for listener in self._sockets],
            "workers": self._listening.workers,
            "worker_class": _Together,
            "threads": THREADS,
            "logger_class": _NoAccessLog,
            "timeout": TIMEOUT_S,
            "graceful_timeout": STOP_S,
            "keepalive": KEEPALIVE_S,
            "preload_app": True,
            "umask": PRIVATE,
            "control_socket_disable": True,
            "logconfig_dict": settings.LOGGING,
            "when_ready": _say_ready,
            "pre_fork": _give_listener,
        }
        for name, value in wanted.items():
            self.cfg.set(name, value)

    def load(self) -> Application:
        loaded = application()
        _warm_up()
        # The workers are forked from here: they share what is loaded, and no connection.
        connections.close_all()
        gc.freeze()
        gc.set_threshold(GARBAGE_AFTER)
        return loaded


def _warm_up() -> None:
    """Once for all processes what each would do while its first requests wait."""
    assert get_resolver().url_patterns, "there are addresses"
    assert all_commands(), "there are commands"
    for municipality in municipalities():
        policy_digest(municipality)
    year = clock.now().year
    for each in (year, year + 1):
        holiday_name(date(each, 1, 1))


def _listeners(listening: Listening) -> list[socket.socket]:
    """One for each process, at one address: the system spreads the connections over them.

    From one that all share, a process takes as many as it can get while the others sleep.
    """
    first = _listener(listening.host, listening.port)
    port = first.getsockname()[1]
    return [first, *(_listener(listening.host, port) for _ in range(1, listening.workers))]


def _listener(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    # What is accepted from it inherits this.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("@ll", SILENCE_S, 0))
    listener.bind((host, port))
    listener.listen(BACKLOG)
    return listener


def _give_listener(arbiter: Any, worker: Any) -> None:
    """One that no living process has: whatever waits there for one that died is answered, too."""
    taken = {id(one) for other in arbiter.WORKERS.values() for one in other.sockets}
    worker.sockets = [one for one in arbiter.LISTENERS if id(one) not in taken][:1]


def _say_ready(arbiter: Any) -> None:
    """The one line on standard output: whoever started the centre waits for it."""
    host, port = arbiter.LISTENERS[0].sock.getsockname()[:2]
    print(f"centre ready on http://{host}:{port}", flush=True)  # noqa: T201 - the launcher reads it
