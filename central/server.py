"""Serve the centre with gunicorn's threads until SIGTERM."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from central.start import PRIVATE

__all__ = ["Listening", "serve"]

#: In a process; each holds a connection. More only wait for each other: Python runs one at a time.
THREADS = 4
#: A request that takes longer than the slowest transaction may is a hanging one.
TIMEOUT_S = 30
STOP_S = 10
KEEPALIVE_S = 75


@dataclass(frozen=True, slots=True)
class Listening:
    """Where to listen; port 0 takes a free one."""

    host: str
    port: int
    workers: int


def serve(listening: Listening) -> None:
    """Returns when the server has stopped."""
    _Server(listening).run()


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    def __init__(self, listening: Listening) -> None:
        self._listening = listening
        super().__init__()

    def load_config(self) -> None:
        host = self._listening.host
        wanted = {
            "bind": f"{f'[{host}]' if ':' in host else host}:{self._listening.port}",
            "workers": self._listening.workers,
            "worker_class": "gthread",
            "threads": THREADS,
            "timeout": TIMEOUT_S,
            "graceful_timeout": STOP_S,
            "keepalive": KEEPALIVE_S,
            "preload_app": True,
            "umask": PRIVATE,
            "control_socket_disable": True,
            "logconfig_dict": settings.LOGGING,
            "when_ready": _say_ready,
        }
        for name, value in wanted.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., Any]:
        application = get_wsgi_application()
        # The workers are forked from here: they share what is loaded, and no connection.
        connections.close_all()
        gc.freeze()
        return application


def _say_ready(arbiter: Any) -> None:
    """The one line on standard output: whoever started the centre waits for it."""
    host, port = arbiter.LISTENERS[0].sock.getsockname()[:2]
    print(f"centre ready on http://{host}:{port}", flush=True)  # noqa: T201 - the launcher reads it
