"""The public texts of draws, of no person and without a token; and the odds, for terminals."""

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import Annotated

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from ninja import Query, Router

from central import clock
from central.lottery.odds import odds
from central.lottery.read import late_entries, month_of, public_text
from central.policies import municipalities
from central.problems import ASKED, answer
from central.terminals.access import Bearer
from rules.policy import Municipality
from sync.wire import Odds, Problem

__all__ = ["router"]

router = Router(tags=["draws"])
_SAID = {200: dict[str, object], 304: None, **ASKED, 404: Problem}


@router.get("/draws/{municipality}/{month}", response=_SAID)
def read_draw(request: HttpRequest, municipality: str, month: str) -> HttpResponse:
    """Notice, list of entries or result file of a draw; its ETag is the SHA-256 of its bytes."""
    return _said(request, municipality, month, public_text)


@router.get("/draws/{municipality}/{month}/late", response=_SAID)
def read_late(request: HttpRequest, municipality: str, month: str) -> HttpResponse:
    """Numbers of entries that arrived after the list was closed."""
    return _said(request, municipality, month, late_entries)


@router.get(
    "/odds",
    auth=Bearer(),
    response={200: Odds, 304: None, **ASKED, 401: Problem, 404: Problem},
)
def read_odds(
    request: HttpRequest,
    municipality: Annotated[str, Query(max_length=64)],
    month: Annotated[str, Query(max_length=16)],
) -> HttpResponse:
    """How many entries want each slot of a month, and how its draw stands."""
    known, first = municipalities().get(municipality), month_of(month)
    if known is None:
        return answer(Problem(code="unknown_municipality"))
    told = None if first is None else odds(known, first, clock.now())
    if told is None:
        return answer(Problem(code="not_found"))
    tag = _tag(told.model_dump_json(exclude={"centre_ms"}))
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    response = answer(told)
    response["ETag"] = tag
    return response


def _said(
    request: HttpRequest,
    municipality: str,
    month: str,
    text_of: Callable[[Municipality, date], str | None],
) -> HttpResponse:
    known, first = municipalities().get(municipality), month_of(month)
    if known is None:
        return answer(Problem(code="unknown_municipality"))
    text = None if first is None else text_of(known, first)
    if text is None:
        return answer(Problem(code="not_found"))
    tag = _tag(text)
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    return HttpResponse(text, content_type="application/json", headers={"ETag": tag})


def _tag(text: str) -> str:
    return f'"{sha256(text.encode()).hexdigest()}"'
