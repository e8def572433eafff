"""Send an application for renewal back at reception (差し戻し), and say why."""

from uuid import UUID

from central.decision import APPLIED, Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.registry.fields import Why
from central.registry.models import RenewalState
from central.registry.renewals import locked_application, turn

__all__ = ["KIND", "Body", "perform"]

KIND = "return_renewal"


class Body(commands.Body):
    application: UUID
    why: Why


def perform(body: Body, context: Context) -> Decision:
    application = locked_application(context.municipality.id, body.application)
    if application is None:
        return rejected("no_such_application", "")
    return turn(application, RenewalState.RETURNED, body.why, context) or APPLIED
