"""The page of the simulated provider: pay, or do not. It is there only where it is asked for."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from central import clock
from central.money.online import Unknown, receive_settlement
from central.money.providers import Order, SimulatedProvider, provider
from central.web.pages import gone, language_of, shown, web_page
from rules.wording import money_text

__all__ = ["simulated_provider"]


@web_page
def simulated_provider(request: HttpRequest) -> HttpResponse:
    """What a provider does: it takes the money, tells us so, and sends the payer back."""
    known = provider()
    order = known.read(request.GET.get("o", "")) if isinstance(known, SimulatedProvider) else None
    if not isinstance(known, SimulatedProvider) or order is None:
        return gone(request, "unknown", HTTPStatus.NOT_FOUND)
    if request.method != "POST":
        return shown(request, "simulated", yen=money_text(order.yen, language_of(request)))
    if request.POST.get("answer") == "pay" and not _taken(known, order):
        return shown(request, "simulated", back=order.back)
    return HttpResponseRedirect(order.back, status=HTTPStatus.SEE_OTHER)


def _taken(known: SimulatedProvider, order: Order) -> bool:
    """Whether the centre takes it; else the money goes back at once."""
    now = clock.now()
    decision = receive_settlement(known.pay(order.reference, order.yen, now), known, now)
    return not isinstance(decision, Unknown) and decision.verdict == "applied"
