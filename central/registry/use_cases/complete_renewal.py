"""An application for renewal is done (完了): the registration has its new end."""

from uuid import UUID

from central.decision import Decision, refused, rejected, scalars
from central.journal import commands
from central.journal.commands import Context
from central.registry.models import RenewalState
from central.registry.renewals import ask_renewal, locked_application, renew, turn
from central.registry.residents import NOBODY, locked_resident
from rules.facts import Channel, Renewal

__all__ = ["KIND", "Body", "perform"]

KIND = "complete_renewal"


class Body(commands.Body):
    application: UUID


def perform(body: Body, context: Context) -> Decision:
    application = locked_application(context.municipality.id, body.application)
    if application is None:
        return rejected("no_such_application", "")
    resident = locked_resident(context.municipality.id, application.resident_id)
    if resident is None:
        return NOBODY
    # By now the staff have looked at everything: only the registration itself can refuse.
    verdict = ask_renewal(resident, Renewal(attachments=None), Channel.DESK, context, context.now)
    if not verdict.allowed:
        return refused(verdict.reasons)
    if reason := turn(application, RenewalState.COMPLETED, "", context):
        return reason
    outcome = dict(verdict.outcome or {})
    renew(resident, outcome, KIND, context)
    return Decision("applied", outcome=scalars(outcome) | {"stage": None})
