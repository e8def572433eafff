"""Something in an application for renewal is wrong (不備): say what; a new one follows it."""

from uuid import UUID

from central.decision import APPLIED, Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.registry.fields import Why
from central.registry.models import RenewalState
from central.registry.renewals import locked_application, turn

__all__ = ["KIND", "Body", "perform"]

KIND = "defect_renewal"


class Body(commands.Body):
    application: UUID
    why: Why


def perform(body: Body, context: Context) -> Decision:
    application = locked_application(context.municipality.id, body.application)
    if application is None:
        return rejected("no_such_application", "")
    return turn(application, RenewalState.DEFECTIVE, body.why, context) or APPLIED
