"""Drop alarms that somebody looked at long ago; those that nobody has looked at stay."""

from central.decision import APPLIED, Decision
from central.journal import commands
from central.journal.commands import Context
from central.terminals.bounds import ALARM_KEPT
from central.terminals.models import Alarm

__all__ = ["KIND", "Body", "perform"]

KIND = "forget_alarms"


class Body(commands.Body):
    """Whatever was acknowledged longer ago than the bound, at the instant of the command."""


def perform(body: Body, context: Context) -> Decision:  # noqa: ARG001 - as every command
    old = Alarm.objects.filter(
        municipality=context.municipality.id, acknowledged_at__lte=context.now - ALARM_KEPT
    )
    old.delete()
    return APPLIED
