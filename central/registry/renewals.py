"""Renewing a registration (利用者登録の更新): what the rules say, and doing it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from central.decision import Decision, rejected
from central.journal.commands import Context
from central.registry.applications import charge
from central.registry.facts import resident_facts
from central.registry.models import RenewalApplication, RenewalState, Resident, ResidentState
from central.registry.states import move
from rules.calendar import day_of
from rules.decide import decide
from rules.facts import Channel, Facts, Renewal, Request, Verb
from rules.families import renewal
from rules.policy import Municipality
from rules.verdict import Verdict

__all__ = [
    "ask_renewal",
    "differs_by_room",
    "ends_by_notice_only",
    "ends_with",
    "locked_application",
    "may_become",
    "renew",
    "renewal_offered",
    "renewal_settings",
    "sent_back",
    "turn",
]


def renewal_settings(municipality: Municipality, day: date) -> renewal.Settings:
    found = municipality.settings(municipality.id, day).get(renewal.Settings)
    return found if isinstance(found, renewal.Settings) else renewal.Settings()


def renewal_offered(municipality: Municipality) -> bool:
    """Whether registrations are renewed on application at all."""
    return any(each.term is not None for each in _anywhere(municipality))


def ends_by_notice_only(municipality: Municipality) -> bool:
    """Whether a registration renews itself, unless a notice to end it comes."""
    return any(each.withdrawal is not None for each in _anywhere(municipality))


def differs_by_room(municipality: Municipality, day: date) -> bool:
    """Whether it matters to a renewal which rooms it is for."""
    general = municipality.settings(municipality.id, day).get(renewal.Settings)
    rooms = (municipality.settings(room, day) for room in municipality.rooms)
    return any(settings.get(renewal.Settings) != general for settings in rooms)


def sent_back(resident: Resident) -> Sequence[str]:
    """Numbers of applications that no other one follows yet, though they were sent back."""
    states = (RenewalState.RETURNED, RenewalState.DEFECTIVE)
    rows = resident.renewals.filter(state__in=states, renewalapplication=None)
    return list(rows.order_by("-number").values_list("number", flat=True))


def ends_with(municipality: Municipality, resident: Resident, last: date) -> bool:
    """Whether a registration ends on its last day, instead of being renewed by itself.

    It renews itself where a notice is what stops it, and no notice came in time (KT-10).
    """
    settings = renewal_settings(municipality, last)
    if settings.withdrawal is None:
        return True
    noticed = resident.withdrawn_on
    return noticed is not None and renewal.ends_by_notice(settings, last, noticed)


def ask_renewal(
    resident: Resident, form: Renewal, channel: Channel, context: Context, at: datetime
) -> Verdict:
    return decide(
        context.municipality,
        Request(Verb.RENEW, channel, renewal=form),
        resident_facts(resident, day_of(at)),
        Facts(),
        at,
    )


def renew(resident: Resident, outcome: Mapping[str, Any], why: str, context: Context) -> None:
    """Number and card stay (KT-12); what had expired is active again, and the fee is charged."""
    resident.valid_until = outcome["valid_until"]
    if resident.state == ResidentState.EXPIRED:
        move(resident, ResidentState.ACTIVE, why, context)
    resident.save(update_fields=["valid_until", "state"])
    charge(resident, outcome, context, "renewal")


def locked_application(municipality: str, application: UUID) -> RenewalApplication | None:
    rows = RenewalApplication.objects.select_for_update(of=("self",)).select_related("resident")
    return rows.filter(municipality=municipality, id=application).first()


#: From which states of an application each may follow (受付・受理・完了・差し戻し・不備).
_BEFORE: Mapping[str, frozenset[str]] = {
    RenewalState.ACCEPTED: frozenset({RenewalState.RECEIVED}),
    RenewalState.COMPLETED: frozenset({RenewalState.ACCEPTED}),
    RenewalState.RETURNED: frozenset({RenewalState.RECEIVED, RenewalState.ACCEPTED}),
    RenewalState.DEFECTIVE: frozenset({RenewalState.ACCEPTED}),
}


def _anywhere(municipality: Municipality) -> list[renewal.Settings]:
    found = (part.get(renewal.Settings) for part in municipality.parts.values())
    return [each for each in found if isinstance(each, renewal.Settings)]


def may_become(application: RenewalApplication, after: RenewalState) -> bool:
    return application.state in _BEFORE[after]


def turn(
    application: RenewalApplication, after: RenewalState, why: str, context: Context
) -> Decision | None:
    """Move an application on; why not, or None: it is done."""
    if not may_become(application, after):
        return rejected("no_such_transition", "", before=application.state, after=str(after))
    application.state, application.why = after, why
    application.actor, application.changed_at = context.actor, context.now
    application.save(update_fields=["state", "why", "actor", "changed_at"])
    return None
