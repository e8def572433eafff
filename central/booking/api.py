"""Reading the boards: what is taken, for a terminal that polls."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Annotated

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from ninja import Query, Router

from central import clock
from central.booking.use_cases.availability import availability, changes
from central.clock import millis
from central.policies import municipalities, policy_bundle, policy_digest
from central.problems import ASKED, answer
from central.terminals.access import Bearer
from central.terminals.models import Terminal
from central.terminals.sealing import published_keys
from sync.wire import Availability, Changes, Message, PolicyFiles, Problem

__all__ = ["router"]

router = Router(tags=["boards"])
#: A whole town is a tenth of its size then.
_GZIP = GZipMiddleware(lambda _: HttpResponse())


@router.get(
    "/availability",
    auth=Bearer(),
    response={200: Availability, 304: None, **ASKED, 401: Problem, 404: Problem},
)
def read_availability(
    request: HttpRequest,
    municipality: Annotated[str, Query(max_length=64)],
    cursor: Annotated[str | None, Query(max_length=64)] = None,
) -> HttpResponseBase:
    """Taken cells of every room and day that residents may see; with a cursor, what changed."""
    known = municipalities().get(municipality)
    if known is None:
        return answer(Problem(code="unknown_municipality"))
    now = clock.now()
    boards = availability(known, cursor, published_keys(now), now)
    return _unless_known(request, boards, (boards,))


@router.get("/changes", auth=Bearer(), response={200: Changes, 304: None, **ASKED, 401: Problem})
def read_changes(
    request: HttpRequest, cursor: Annotated[str, Query(max_length=64)]
) -> HttpResponseBase:
    """What changed since a cursor, of every municipality that the terminal serves."""
    terminal = request.auth  # type: ignore[attr-defined]  # Bearer puts it there
    assert isinstance(terminal, Terminal)
    named = terminal.serves or [terminal.municipality]
    served = [municipalities()[name] for name in named if name in municipalities()]
    now = clock.now()
    found = changes(served, cursor, published_keys(now), now)
    return _unless_known(request, found, found.boards)


@router.get(
    "/policy", auth=Bearer(), response={200: PolicyFiles, **ASKED, 401: Problem, 404: Problem}
)
def read_policy(
    request: HttpRequest,  # noqa: ARG001 - ninja hands every view the request
    municipality: Annotated[str, Query(max_length=64)],
) -> HttpResponse:
    """The files of the rules by which the centre decides."""
    if municipality not in municipalities():
        return answer(Problem(code="unknown_municipality"))
    files = PolicyFiles(
        municipality=municipality,
        digest=policy_digest(municipality),
        files=dict(policy_bundle(municipality)),
        centre_ms=millis(clock.now()),
    )
    return answer(files)


def _unless_known(
    request: HttpRequest, message: Message, boards: Iterable[Availability]
) -> HttpResponseBase:
    tag = _tag(boards)
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    response = _GZIP.process_response(request, answer(message))
    # Afterwards: the tag names the boards, however they travel.
    response["ETag"] = tag
    return response


def _tag(boards: Iterable[Availability]) -> str:
    """Over the boards alone: when they were asked for changes nothing on them."""
    digest = sha256()
    for one in boards:
        digest.update(one.model_dump_json(exclude={"cursor", "centre_ms"}).encode())
    return f'"{digest.hexdigest()[:32]}"'
