"""What all pages of residents have: a language, their headers, and an answer when things fail."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rules.policy import Municipality
from rules.wording import in_language

__all__ = ["gone", "language_of", "shown", "web_page"]

LANGUAGES = ("ja", "en")
#: No script, nothing from elsewhere. Only a provider of payments, to whose page a form leads, may
#: stand at another address.
_CSP = (
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self' https:; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _CSP,
    # What is in the address opens the page: it is told to nobody, and kept nowhere.
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
}

View = Callable[[HttpRequest], HttpResponse]


def web_page(view: View) -> View:
    """No cookie is set, and none is believed: only who has the link can send a form."""

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        try:
            response = view(request)
        except (OperationalError, InterfaceError):
            response = gone(request, "away", HTTPStatus.SERVICE_UNAVAILABLE)
        for name, value in _HEADERS.items():
            response[name] = value
        return response

    return answered


def language_of(request: HttpRequest) -> str:
    """As the link says, else as the browser does."""
    wished = request.GET.get("lang", request.headers.get("Accept-Language", ""))[:2]
    return wished if wished in LANGUAGES else LANGUAGES[0]


def shown(
    request: HttpRequest,
    template: str,
    municipality: Municipality | None = None,
    status: int = HTTPStatus.OK,
    **said: object,
) -> HttpResponse:
    """A template of ``templates/web/``, each of which is there in every language."""
    language = language_of(request)
    frame = {
        "language": language,
        "municipality": "" if municipality is None else in_language(municipality.name, language),
        "queries": {each: _in(request, each) for each in LANGUAGES if each != language},
    }
    return render(request, f"web/{template}.{language}.html", frame | said, status=status)


def gone(request: HttpRequest, why: str, status: int) -> HttpResponse:
    """A page that leads nowhere, and says so: ``unknown``, ``expired``, ``away``."""
    return shown(request, "gone", status=status, why=why)


def _in(request: HttpRequest, language: str) -> str:
    query = request.GET.copy()
    query["lang"] = language
    return query.urlencode()
