"""What the rules say of the renewal of this registration (利用者登録の更新)."""

from datetime import date

from kiosk.flow.advice import ask
from kiosk.visit import Visit
from rules.calendar import months_after
from rules.facts import Channel, Facts, Renewal, Request, Verb
from rules.families import renewal
from rules.verdict import Verdict
from sync.wire import ResidentState

__all__ = ["ends_until", "is_due", "needs_roster", "settings_of", "verdict_on"]

#: An application by form: nothing is signed with a card.
DOCUMENT = "form"


def settings_of(visit: Visit) -> renewal.Settings | None:
    """None where there is nothing to renew in this municipality."""
    here = visit.site.municipality
    found = here.settings(here.id, visit.today).get(renewal.Settings)
    known = found if isinstance(found, renewal.Settings) else None
    return None if known is None or known.term is None else known


def verdict_on(visit: Visit, attached: frozenset[str] | None = None) -> Verdict:
    """``attached`` None: with everything that is asked for."""
    form = Renewal(document=DOCUMENT, attachments=attached)
    return ask(visit, Request(Verb.RENEW, Channel.TERMINAL, renewal=form), Facts())


def is_due(visit: Visit) -> bool:
    """The time to renew has begun (ON-23): to be said at the login, wherever it is then done."""
    known, resident = settings_of(visit), _resident(visit)
    if known is None or known.opens is None or resident is None or resident.valid_until is None:
        return False
    codes = {reason.code for reason in verdict_on(visit).reasons}
    return resident.state in {"active", "expired"} and "renewal_not_yet" not in codes


def needs_roster(visit: Visit) -> bool:
    """A group hands in its list of members anew."""
    known, resident = settings_of(visit), _resident(visit)
    if known is None or known.roster is None or resident is None:
        return False
    return visit.site.municipality.kind_of(resident.type) in known.roster.kinds


def ends_until(visit: Visit) -> date | None:
    """The last day of a notice that stops the renewal (KT-10); None: none happens by itself."""
    known, resident = settings_of(visit), _resident(visit)
    if known is None or known.withdrawal is None or resident is None:
        return None
    if resident.valid_until is None:
        return None
    return months_after(resident.valid_until, -known.withdrawal.months_before)


def _resident(visit: Visit) -> ResidentState | None:
    return visit.person.resident if visit.person else None
