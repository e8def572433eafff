"""The way of a request: the terminals' is short, the staff's has sessions and forms."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.common import CommonMiddleware
from django.middleware.security import SecurityMiddleware

from central.logs import RequestLog
from central.problems import ProblemsOnly

__all__ = ["application"]

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
API = "/v1/"
#: From the innermost: without sessions, forms, messages and static files.
_CHAIN = (
    XFrameOptionsMiddleware,
    CommonMiddleware,
    SecurityMiddleware,
    ProblemsOnly,
    RequestLog,
)


def application() -> Application:
    """Everything that the centre answers, each by the shortest way that it may go."""
    staff, terminals = get_wsgi_application(), _Terminals()

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        handler = terminals if environ["PATH_INFO"].startswith(API) else staff
        return handler(environ, start_response)

    return answer


class _Terminals(WSGIHandler):
    """For signed messages and tokens: what forms and sessions need took a tenth of an action."""

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: ARG002, FBT - Django's signature
        self._view_middleware: list[Any] = []
        self._template_response_middleware: list[Any] = []
        self._exception_middleware: list[Any] = []
        chain: Any = convert_exception_to_response(self._get_response)  # type: ignore[attr-defined]
        for middleware in _CHAIN:
            chain = convert_exception_to_response(middleware(chain))
        self._middleware_chain = chain
