"""One line of JSON an event: a code and allow-listed fields, never what a person typed."""

import json
import logging
import time
import traceback
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from central.metrics import count_request

__all__ = ["Lines", "RequestLog", "event"]

_LOGGER = logging.getLogger("central")
# No line says in which thread or line of code it arose, so nobody has to find out.
logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
logging._srcfile = None  # noqa: SLF001 - documented for speed
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode
_QUOTE_NOBODY = ("central", "gunicorn")
_PATH_LENGTH_MAX = 200
_API = "v1/"


def event(name: str, /, *, level: int = logging.INFO, **fields: str | float | None) -> None:
    """Log what happened; whoever calls names codes, ids and counts only."""
    _LOGGER.log(level, name, extra={"fields": fields})


class Lines(logging.Formatter):
    """Of an exception only its type and where it arose: a message may quote a row."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": _second(int(record.created)),
            "level": record.levelname.lower(),
            "event": self._code(record),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["where"] = _where(record.exc_info[2])
        return _ENCODE(line)

    @staticmethod
    def _code(record: logging.LogRecord) -> str:
        """Our codes are the message, the server's text is about itself; others' may quote a row."""
        return record.getMessage() if record.name.startswith(_QUOTE_NOBODY) else record.name


class RequestLog:
    """The outermost middleware: each request is logged and counted, with the time that it took."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response = self._get_response(request)
        seconds = time.perf_counter() - began
        event(
            "request",
            method=request.method,
            path=request.path[:_PATH_LENGTH_MAX],
            status=response.status_code,
            ms=round(seconds * 1000, 1),
        )
        count_request(_endpoint(request), response.status_code, seconds)
        return response


def _endpoint(request: HttpRequest) -> str:
    """The route of the terminals' API; of all else the first word, which is enough to tell."""
    match = request.resolver_match
    if match is None:
        return "none"
    return match.route if match.route.startswith(_API) else match.route.partition("/")[0]


@lru_cache(maxsize=1)
def _second(since_epoch: int) -> str:
    """Many lines tell the same second."""
    return time.strftime("%Y-%m-%dT%H:%M:%S%z", time.localtime(since_epoch))


def _where(trace: Any) -> list[str]:
    frames = traceback.extract_tb(trace)[-8:]
    return [f"{frame.filename.rsplit('/', 2)[-1]}:{frame.lineno} {frame.name}" for frame in frames]
