"""The page on which a charge is paid online (オンライン納付): what for, how much, and a button."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from central import clock, decision
from central.ids import derived_id, new_id
from central.journal.commands import Context
from central.money.ledger import owed_yen, to_give_back_yen
from central.money.models import OWED, Charge, OnlinePayment
from central.money.names import purpose_text
from central.money.online import Begun, Payer, begin_payment
from central.money.payers import against_paying_online
from central.money.paying import slot_said
from central.money.providers import provider
from central.money.use_cases import start_online_payment
from central.notices.letters import slot_text
from central.policies import municipalities
from central.reasons import reason_text
from central.web.addresses import read_pay_token
from central.web.pages import gone, language_of, shown, web_page
from rules.policy import Municipality
from rules.wording import limit_text, money_text
from sync.wire import ReasonText

__all__ = ["pay"]

#: More than any charge, so that no number is too long to read.
_DIGITS_MAX = 9


@web_page
def pay(request: HttpRequest) -> HttpResponse:
    """Looked at, nothing changes, however often; sent, the payment begins at the provider."""
    link = read_pay_token(request.GET.get("t", ""))
    charge = None if link is None else _charge(link.charge)
    if link is None or charge is None:
        return gone(request, "unknown", HTTPStatus.NOT_FOUND)
    if clock.now() >= link.until:
        return gone(request, "expired", HTTPStatus.GONE)
    municipality = municipalities()[charge.municipality]
    if request.method == "POST":
        return _begun(request, charge, municipality)
    return _page(request, charge, municipality)


def _begun(request: HttpRequest, charge: Charge, municipality: Municipality) -> HttpResponse:
    """Sent twice, it is one payment, and leads to the same page of the provider."""
    known = provider()
    typed = request.POST.get("yen", "")
    yen = int(typed) if typed.isdecimal() and len(typed) <= _DIGITS_MAX else 0
    if known is None or yen == 0:
        return _page(request, charge, municipality)
    body = start_online_payment.Body(payment=_payment(charge, yen), charge=charge.id, yen=yen)
    context = Context(municipality, clock.now(), "web", new_id())
    payer = Payer(request.build_absolute_uri(_came_back(request)), language_of(request))
    begun = begin_payment(body, context, known, payer)
    if isinstance(begun, Begun):
        return HttpResponseRedirect(begun.address, status=HTTPStatus.SEE_OTHER)
    charge.refresh_from_db()
    return _page(request, charge, municipality, begun.reasons)


def _page(
    request: HttpRequest,
    charge: Charge,
    municipality: Municipality,
    refused: tuple[ReasonText, ...] = (),
) -> HttpResponse:
    language = language_of(request)
    # What is owed no more needs no reason: the page says how it stands.
    owing = charge.state in OWED
    against = against_paying_online(charge, municipality, clock.now()) if owing else ()
    reasons = refused if refused and owing else decision.refused(against).reasons
    return shown(
        request,
        "pay",
        municipality,
        HTTPStatus.CONFLICT if refused else HTTPStatus.OK,
        state=_state(charge, closed=bool(against)),
        reasons=[reason_text(each, language, municipality) for each in reasons],
        last=charge.online_payments.order_by("begun_at", "id").last(),
        came_back="back" in request.GET,
        purpose=purpose_text(charge.purpose, language),
        use=_use(charge, language, municipality),
        owed=owed_yen(charge),
        owed_text=money_text(owed_yen(charge), language),
        paid=charge.paid_yen,
        paid_text=money_text(charge.paid_yen, language),
        back_text=money_text(to_give_back_yen(charge), language),
        due=charge.due_at and limit_text(charge.due_at, language, until=True),
    )


def _state(charge: Charge, *, closed: bool) -> str:
    """As the charge stands; ``closed`` and ``away``: something is owed, and not to be paid here."""
    if charge.state not in OWED:
        return charge.state
    if closed:
        return "closed"
    return "away" if provider() is None else "due"


def _payment(charge: Charge, yen: int) -> UUID:
    """Another one only once this has ended, or the charge has changed."""
    ended = OnlinePayment.objects.filter(charge=charge, ended_at__isnull=False).count()
    return derived_id(charge.id, f"online {charge.yen} {charge.paid_yen} {yen} {ended}")


def _came_back(request: HttpRequest) -> str:
    query = request.GET.copy()
    query["back"] = "1"
    return f"{request.path}?{query.urlencode()}"


def _charge(charge: UUID) -> Charge | None:
    return Charge.objects.select_related("booking", "resident").filter(id=charge).first()


def _use(charge: Charge, language: str, municipality: Municipality) -> str:
    """Which use it is for: place and time, and nobody's name."""
    booking = charge.booking
    if booking is None:
        return ""
    begins = booking.start_minute if charge.from_minute is None else charge.from_minute
    return slot_text(slot_said(booking, begins), language, municipality)
