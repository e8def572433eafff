"""Every address of the centre: the terminals' API, the staff's admin, and a sign of life."""

from django.contrib import admin
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from ninja import NinjaAPI

from central.bodies import TextParser
from central.booking.api import router as booking
from central.lottery.api import router as lottery
from central.money.api import router as money
from central.problems import answer, handle_problems
from central.terminals.api import router as terminals
from sync.wire import Problem

__all__ = ["api", "urlpatterns"]

api = NinjaAPI(title="Machikado centre", version="1", parser=TextParser())
api.add_router("", terminals)
api.add_router("", booking)
api.add_router("", lottery)
api.add_router("", money)
handle_problems(api)


def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Whether the centre answers and its database does."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return answer(Problem(code="unavailable"))
    return JsonResponse({"status": "ok"})


urlpatterns = [
    path("v1/", api.urls),
    path("admin/", admin.site.urls),
    path("health", health),
]
handler400 = "central.problems.bad_request"
handler404 = "central.problems.not_found"
handler500 = "central.problems.failed"
