"""The desk approves a registration (本登録), or one of its classes, with the papers it has seen."""

from uuid import UUID

from central.decision import Decision, refused, rejected, scalars
from central.journal import commands
from central.journal.commands import Context
from central.registry.applications import Application, activate, ask
from central.registry.fields import Paper, Word
from central.registry.models import ClassRegistration, Resident, ResidentState
from central.registry.papers import papers_awaited, papers_seen, see
from central.registry.residents import NOBODY, age_on, locked_resident
from central.registry.rosters import roster_facts
from rules import facts
from rules.calendar import day_of
from rules.facts import Channel, Registration

__all__ = ["KIND", "Body", "perform"]

KIND = "approve"


class Body(commands.Body):
    """``documents`` are seen now, beside those that were before; no ``classes``: all that wait."""

    resident: UUID
    documents: tuple[Paper, ...] = ()
    classes: tuple[Word, ...] = ()
    guardian_consent: bool = False
    proxy: bool = False


def perform(body: Body, context: Context) -> Decision:
    resident = locked_resident(context.municipality.id, body.resident)
    if resident is None:
        return NOBODY
    waiting = _waiting(body, resident)
    provisional = resident.state == ResidentState.PROVISIONAL
    if not provisional and (resident.state != ResidentState.ACTIVE or not waiting):
        return rejected("nothing_to_approve", "", state=resident.state)
    if body.classes and set(body.classes) != {row.facility_class for row in waiting}:
        return rejected("nothing_to_approve", "", state=resident.state)
    verdict = ask(_application(body, resident, waiting, context), context)
    if not verdict.allowed:
        return refused(verdict.reasons)
    if reason := _awaited(body, resident, waiting, context):
        return reason
    see(resident, body.documents, context)
    for row in waiting:
        row.approved, row.actor, row.at = True, context.actor, context.now
        row.save(update_fields=["approved", "actor", "at"])
    outcome = dict(verdict.outcome or {})
    if provisional:
        resident.registered_on = max(resident.registered_on, day_of(context.now))
        activate(resident, outcome, KIND, context)
    said = scalars(outcome) | {"state": resident.state, "stage": None}
    return Decision("applied", outcome=said)


def _waiting(body: Body, resident: Resident) -> list[ClassRegistration]:
    rows = ClassRegistration.objects.filter(resident=resident, approved=False)
    if body.classes:
        rows = rows.filter(facility_class__in=body.classes)
    return list(rows.order_by("facility_class"))


def _application(
    body: Body, resident: Resident, waiting: list[ClassRegistration], context: Context
) -> Application:
    """As at the desk; what was declared and agreed to is known since the registration."""
    form = Registration(
        type=resident.type,
        age=age_on(resident.born_on, day_of(context.now)),
        school=resident.school,
        consent=body.guardian_consent,
        documents=_seen(body, resident),
        roster=roster_facts(resident.roster),
        agreed=tuple(row.facility_class for row in waiting) or None,
        proxy=body.proxy,
    )
    applicant = facts.Resident(type=resident.type, mail=bool(resident.mail))
    return Application(form, Channel.DESK, applicant)


def _awaited(
    body: Body, resident: Resident, waiting: list[ClassRegistration], context: Context
) -> Decision | None:
    scopes = [row.facility_class for row in waiting] or [context.municipality.id]
    found = papers_awaited(context.municipality, scopes, day_of(context.now), _seen(body, resident))
    return None if found is None else rejected("paper_awaited", found[1], document=found[0])


def _seen(body: Body, resident: Resident) -> frozenset[str]:
    return papers_seen(resident) | set(body.documents)
