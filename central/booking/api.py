"""Reading the boards: what is taken, for a terminal that polls."""

from hashlib import sha256
from typing import Annotated

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from ninja import Query, Router

from central import clock
from central.booking.use_cases.availability import availability
from central.policies import municipalities
from central.problems import ASKED, answer
from central.terminals.access import Bearer
from central.terminals.sealing import published_keys
from sync.wire import Availability, Problem

__all__ = ["router"]

router = Router(tags=["boards"])


@router.get(
    "/availability",
    auth=Bearer(),
    response={200: Availability, 304: None, **ASKED, 401: Problem, 404: Problem},
)
def read_availability(
    request: HttpRequest,
    municipality: Annotated[str, Query(max_length=64)],
    cursor: Annotated[str | None, Query(max_length=64)] = None,
) -> HttpResponse:
    """Taken cells of every room and day that residents may see; with a cursor, what changed."""
    known = municipalities().get(municipality)
    if known is None:
        return answer(Problem(code="unknown_municipality"))
    now = clock.now()
    boards = availability(known, cursor, published_keys(now), now)
    tag = _tag(boards)
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    response = answer(boards)
    response["ETag"] = tag
    return response


def _tag(boards: Availability) -> str:
    """Over the boards alone: when they were asked for changes nothing on them."""
    text = boards.model_dump_json(exclude={"cursor", "centre_ms"})
    return f'"{sha256(text.encode()).hexdigest()[:32]}"'
