"""What is not a 2xx: a ``Problem`` with a stable code, each code with its one status."""

from collections.abc import Callable
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from central.logs import event
from central.terminals.boxes import KeyNotHereError
from sync.wire import Message, Problem

__all__ = [
    "ASKED",
    "POSTED",
    "ProblemsOnly",
    "answer",
    "bad_request",
    "failed",
    "handle_problems",
    "not_found",
]

RETRY_AFTER_S = 5
_STATUS = {
    "malformed": HTTPStatus.BAD_REQUEST,
    "bad_signature": HTTPStatus.UNAUTHORIZED,
    "bad_token": HTTPStatus.UNAUTHORIZED,
    "used_nonce": HTTPStatus.UNAUTHORIZED,
    "wrong_time": HTTPStatus.UNAUTHORIZED,
    "bad_code": HTTPStatus.FORBIDDEN,
    "unknown_terminal": HTTPStatus.FORBIDDEN,
    "revoked_terminal": HTTPStatus.FORBIDDEN,
    "not_found": HTTPStatus.NOT_FOUND,
    "unknown_municipality": HTTPStatus.NOT_FOUND,
    "unknown_visit": HTTPStatus.NOT_FOUND,
    "wrong_method": HTTPStatus.METHOD_NOT_ALLOWED,
    "too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "invalid": HTTPStatus.UNPROCESSABLE_ENTITY,
    "bad_seal": HTTPStatus.UNPROCESSABLE_ENTITY,
    "wrong_terminal": HTTPStatus.UNPROCESSABLE_ENTITY,
    "failed": HTTPStatus.INTERNAL_SERVER_ERROR,
    "unavailable": HTTPStatus.SERVICE_UNAVAILABLE,
}
_RAISED: tuple[tuple[type[Exception], str], ...] = (
    (RequestDataTooBig, "too_large"),
    (AuthenticationError, "bad_token"),
    (HttpError, "malformed"),
    (Http404, "not_found"),
    (OperationalError, "unavailable"),
    (InterfaceError, "unavailable"),
    (KeyNotHereError, "unavailable"),
)

#: What any route may answer where a question, or a body, cannot be read or the database is away.
ASKED = {400: Problem, 422: Problem, 503: Problem}
POSTED = {**ASKED, 413: Problem}


def answer(result: Message) -> HttpResponse:
    """A message as a 200, a problem as what its code says."""
    if not isinstance(result, Problem):
        return HttpResponse(result.model_dump_json(), content_type="application/json")
    event("refused", code=result.code, detail=result.detail)
    response = HttpResponse(
        result.model_dump_json(), status=_STATUS[result.code], content_type="application/json"
    )
    if result.code == "unavailable":
        response["Retry-After"] = str(RETRY_AFTER_S)
    return response


def handle_problems(api: NinjaAPI) -> None:
    """Turn what ninja and Django raise before a use case is reached into problems."""
    for kind, code in _RAISED:
        api.add_exception_handler(kind, _always(code))
    api.add_exception_handler(ValidationError, _invalid)


class ProblemsOnly:
    """A middleware: under the API a wrong method has a problem as its body, too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return response
        problem = answer(Problem(code="wrong_method"))
        problem["Allow"] = response["Allow"]
        return problem


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return answer(Problem(code="malformed"))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return answer(Problem(code="not_found"))


def failed(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return answer(Problem(code="failed"))


def _always(code: str) -> Callable[[HttpRequest, Exception | type[Exception]], HttpResponse]:
    return lambda _request, _raised: answer(Problem(code=code))


def _invalid(
    _request: HttpRequest, raised: ValidationError | type[ValidationError]
) -> HttpResponse:
    """Names the place of the first fault and its kind, and never quotes what was sent."""
    assert isinstance(raised, ValidationError)
    first = raised.errors[0]
    code = "malformed" if first["type"] == "json_invalid" else "invalid"
    place = first.get("ctx", {}).get("place", ".".join(str(step) for step in first["loc"]))
    return answer(Problem(code=code, detail=f"{place}: {first['type']}"))
