"""Every address of the centre: API, pages of residents, the staff's admin, and its state."""

from django.contrib import admin
from django.urls import path
from ninja import NinjaAPI

from central.bodies import TextParser
from central.booking.api import router as booking
from central.lottery.api import router as lottery
from central.money.api import router as money
from central.operation.health import health
from central.operation.scrape import metrics
from central.problems import handle_problems
from central.terminals.api import router as terminals
from central.web.password import set_password
from central.web.payment import pay
from central.web.simulated import simulated_provider

__all__ = ["api", "urlpatterns"]

api = NinjaAPI(title="Machikado centre", version="1", parser=TextParser())
api.add_router("", terminals)
api.add_router("", booking)
api.add_router("", lottery)
api.add_router("", money)
handle_problems(api)


urlpatterns = [
    path("v1/", api.urls),
    path("admin/", admin.site.urls),
    path("pay", pay),
    path("password", set_password),
    path("simulated-provider", simulated_provider),
    path("health", health),
    path("metrics", metrics),
]
handler400 = "central.problems.bad_request"
handler404 = "central.problems.not_found"
handler500 = "central.problems.failed"
