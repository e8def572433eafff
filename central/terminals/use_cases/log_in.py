"""A resident at a terminal says who it is; the centre remembers the visit for its actions."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from central.booking.facts import booking_state, live_bookings
from central.clock import millis
from central.notices.facts import is_stopped
from central.registry.elsewhere import (
    SecretElsewhere,
    is_card_elsewhere,
    secret_elsewhere,
)
from central.registry.facts import resident_state
from central.registry.models import Resident
from central.registry.passwords import is_password
from central.registry.use_cases.identify import Claim, Refusal, Refused, find_claimed
from central.terminals.access import Heard
from central.terminals.boxes import Keys, box_digest, open_login
from central.terminals.models import Action, Visit
from central.terminals.throttle import Attempt, count_try, forget_tries, from_terminal
from central.transactions import in_transaction
from rules.calendar import day_of
from sync.wire import (
    ActionVerdict,
    Credential,
    Login,
    LoginAccepted,
    LoginRefused,
    PastAction,
    Problem,
)

__all__ = ["log_in"]

DECIDED_MAX = 20


def log_in(
    heard: Heard[Login], keys: Keys, now: datetime
) -> LoginAccepted | LoginRefused | Problem:
    login = heard.message
    credential = open_login(keys, login.terminal, str(login.visit), login.credential)
    if credential is None:
        return Problem(code="bad_seal", detail=login.terminal)
    if is_stopped(login.municipality, now):
        return LoginRefused(code="stopped", centre_ms=millis(now))
    attempt = from_terminal(login.municipality, login.terminal, credential)
    resident = _identified(attempt, credential, now)
    if isinstance(resident, LoginRefused):
        return resident
    return in_transaction(partial(_accept, attempt, heard, resident, now))


def _identified(attempt: Attempt, credential: Credential, now: datetime) -> Resident | LoginRefused:
    """A card that is of no use is said to be; whatever else is asked is counted before."""
    claim = find_claimed(attempt.municipality, credential)
    if credential.card is not None and (why := _of_card(attempt, credential.card, claim)):
        return _refused(why, now)
    tries_left = count_try(attempt, now)
    if tries_left is None:
        return LoginRefused(code="throttled", centre_ms=millis(now))
    if isinstance(claim, Refused):
        return _refused(claim.refusal, now)
    if claim.secret is None and (why := _proven_elsewhere(attempt, claim, credential, now)):
        return _refused(why, now)
    if claim.secret is None or not is_password(claim.secret, credential.password):
        return LoginRefused(code="credential", tries_left=tries_left, centre_ms=millis(now))
    assert claim.resident is not None, "whose password it is"
    return claim.resident


def _of_card(attempt: Attempt, uid: str, claim: Claim | Refused) -> Refusal | None:
    """An unknown card may be that of a registration elsewhere (KT-01)."""
    if isinstance(claim, Claim):
        return Refusal.NONE_YET if claim.secret is None else None
    unknown = claim.refusal is Refusal.UNKNOWN_CARD
    elsewhere = unknown and is_card_elsewhere(attempt.municipality, uid)
    return Refusal.NO_REGISTRATION if elsewhere else claim.refusal


def _proven_elsewhere(
    attempt: Attempt, claim: Claim, credential: Credential, now: datetime
) -> Refusal | None:
    """Who knows the password of a number elsewhere is told what is missing here (KT-01, KT-17).

    A password is looked at in any case, and once.
    """
    known = secret_elsewhere(attempt.municipality, credential.number or "")
    if not _proves(known, attempt, credential, now):
        return None
    return Refusal.NO_REGISTRATION if claim.resident is None else Refusal.NONE_YET


def _proves(
    known: SecretElsewhere | None, attempt: Attempt, credential: Credential, now: datetime
) -> bool:
    """A try counts where the password is registered, too: there are no more of them by way of
    the other municipalities.
    """
    there = None if known is None else replace(attempt, municipality=known.municipality)
    if known is None or there is None or count_try(there, now) is None:
        return is_password(None, credential.password)
    right = is_password(known.secret, credential.password)
    if right:
        in_transaction(partial(forget_tries, there))
    return right


def _refused(refusal: Refusal, now: datetime) -> LoginRefused:
    return LoginRefused(code=refusal.value, centre_ms=millis(now))


def _accept(
    attempt: Attempt, heard: Heard[Login], resident: Resident, now: datetime
) -> LoginAccepted:
    forget_tries(attempt)
    login, terminal = heard.message, heard.terminal
    told_until = _last_visit_before(login, resident)
    Visit.objects.update_or_create(
        municipality=terminal.municipality,
        terminal=terminal,
        visit=login.visit,
        defaults={
            "resident": resident,
            "box_digest": box_digest(login.credential),
            "accepted_at": now,
        },
    )
    today = day_of(now)
    return LoginAccepted(
        resident=resident_state(resident, today),
        bookings=tuple(booking_state(b) for b in live_bookings(resident, today)),
        decided=_decided_since(resident, told_until),
        centre_ms=millis(now),
    )


def _last_visit_before(login: Login, resident: Resident) -> datetime | None:
    """A login that is sent again, its answer lost, still tells what the first one told."""
    visits = Visit.objects.filter(resident=resident).exclude(visit=login.visit)
    return visits.order_by("-accepted_at").values_list("accepted_at", flat=True).first()


def _decided_since(resident: Resident, since: datetime | None) -> tuple[PastAction, ...]:
    actions = Action.objects.filter(resident=resident, untold=True).order_by("-received_at")
    if since is not None:
        actions = actions.filter(received_at__gt=since)
    return tuple(_past(action) for action in actions[:DECIDED_MAX])


def _past(action: Action) -> PastAction:
    answer = ActionVerdict.model_validate_json(action.answer)
    assert answer.verdict != "quarantined", "no quarantined action has a line in the journal"
    return PastAction.model_validate(
        {
            "number": action.number,
            "verb": action.verb,
            "verdict": answer.verdict,
            "reasons": answer.reasons,
        }
    )
