"""The public texts of draws: no token is needed, and nothing in them is of any person."""

from collections.abc import Callable
from datetime import date
from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from ninja import Router

from central.lottery.read import late_entries, month_of, public_text
from central.policies import municipalities
from central.problems import answer
from rules.policy import Municipality
from sync.wire import Problem

__all__ = ["router"]

router = Router(tags=["draws"])
_SAID = {200: dict[str, object], 304: None, 404: Problem}


@router.get("/draws/{municipality}/{month}", response=_SAID)
def read_draw(request: HttpRequest, municipality: str, month: str) -> HttpResponse:
    """Notice, list of entries or result file of a draw; its ETag is the SHA-256 of its bytes."""
    return _said(request, municipality, month, public_text)


@router.get("/draws/{municipality}/{month}/late", response=_SAID)
def read_late(request: HttpRequest, municipality: str, month: str) -> HttpResponse:
    """Numbers of entries that arrived after the list was closed."""
    return _said(request, municipality, month, late_entries)


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
    tag = f'"{sha256(text.encode()).hexdigest()}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    return HttpResponse(text, content_type="application/json", headers={"ETag": tag})
