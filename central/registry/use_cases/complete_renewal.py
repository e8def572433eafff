"""An application for renewal is done (完了): the registration has its new end."""

from uuid import UUID

from central.decision import Decision, refused, rejected, scalars
from central.journal import commands
from central.journal.commands import Context
from central.registry.fields import Paper
from central.registry.models import RenewalState
from central.registry.papers import see
from central.registry.renewals import ask_renewal, locked_application, renew, turn
from central.registry.residents import NOBODY, locked_resident
from rules.facts import Channel, Renewal

__all__ = ["KIND", "Body", "perform"]

KIND = "complete_renewal"


class Body(commands.Body):
    """``document`` is what the desk saw of who it is, where the rules ask for it again."""

    application: UUID
    document: Paper | None = None


def perform(body: Body, context: Context) -> Decision:
    application = locked_application(context.municipality.id, body.application)
    if application is None:
        return rejected("no_such_application", "")
    resident = locked_resident(context.municipality.id, application.resident_id)
    if resident is None:
        return NOBODY
    # By now the staff have looked at everything that was handed in with it.
    form = Renewal(body.document or "", attachments=None)
    verdict = ask_renewal(resident, form, Channel.DESK, context, context.now)
    if not verdict.allowed:
        return refused(verdict.reasons)
    if reason := turn(application, RenewalState.COMPLETED, "", context):
        return reason
    see(resident, filter(None, [body.document]), context)
    outcome = dict(verdict.outcome or {})
    renew(resident, outcome, KIND, context)
    return Decision("applied", outcome=scalars(outcome) | {"stage": None})
