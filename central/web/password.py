"""The page behind the link for somebody who forgot a password (パスワードの再登録)."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from central import clock
from central.decision import Decision
from central.ids import new_id
from central.journal.commands import Context
from central.journal.write import carry_out
from central.policies import municipalities
from central.reasons import reason_text
from central.registry.models import PasswordLink
from central.registry.new_passwords import Typed, linked_password
from central.web.addresses import read_password_token
from central.web.pages import gone, language_of, shown, web_page
from rules.facts import Channel
from rules.policy import Municipality

__all__ = ["set_password"]

#: As long as the longest password that a municipality may want.
_PASSWORD_LENGTH_MAX = 128


@web_page
def set_password(request: HttpRequest) -> HttpResponse:
    """Looked at, the link stays good; it is used up by the password that is taken."""
    link, now = _link(request), clock.now()
    if link is None:
        return gone(request, "unknown", HTTPStatus.NOT_FOUND)
    if link.used or now >= link.until:
        return gone(request, "expired", HTTPStatus.GONE)
    municipality = municipalities()[link.municipality]
    if request.method != "POST":
        return _asked(request, municipality)
    typed = request.POST.get("password", "")[: _PASSWORD_LENGTH_MAX + 1]
    if typed != request.POST.get("again", ""):
        return _asked(request, municipality, differs=True)
    decision = _kept(Typed(municipality, typed, Channel.WEB, now), link)
    if decision.verdict != "applied":
        language = language_of(request)
        reasons = [reason_text(each, language, municipality) for each in decision.reasons]
        return _asked(request, municipality, reasons=reasons)
    return shown(request, "password", municipality, done=True)


def _kept(typed: Typed, link: PasswordLink) -> Decision:
    command = linked_password(typed, link)
    if isinstance(command, Decision):
        return command
    return carry_out(command, Context(typed.municipality, typed.now, "web", new_id()))


def _asked(request: HttpRequest, municipality: Municipality, **faults: object) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    form = municipality.credentials.password
    return shown(request, "password", municipality, status, form=form, **faults)


def _link(request: HttpRequest) -> PasswordLink | None:
    named = read_password_token(request.GET.get("t", ""))
    return None if named is None else PasswordLink.objects.filter(id=named).first()
