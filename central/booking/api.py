"""Reading the boards: what is taken, for a terminal that polls."""

from hashlib import sha256
from typing import Annotated

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from ninja import Query, Router

from central import clock
from central.booking.use_cases.availability import availability
from central.clock import millis
from central.policies import bundle_digest, municipalities, policy_bundle
from central.problems import ASKED, answer
from central.terminals.access import Bearer
from central.terminals.sealing import published_keys
from sync.wire import Availability, PolicyFiles, Problem

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
    tag = _tag(boards)
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    response = _GZIP.process_response(request, answer(boards))
    # Afterwards: the tag names the boards, however they travel.
    response["ETag"] = tag
    return response


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
        digest=bundle_digest(municipality),
        files=dict(policy_bundle(municipality)),
        centre_ms=millis(clock.now()),
    )
    return answer(files)


def _tag(boards: Availability) -> str:
    """Over the boards alone: when they were asked for changes nothing on them."""
    text = boards.model_dump_json(exclude={"cursor", "centre_ms"})
    return f'"{sha256(text.encode()).hexdigest()[:32]}"'
