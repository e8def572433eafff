"""Drop the counts of wrong passwords that count no more; without it the table grew for ever."""

from central.decision import APPLIED, Decision
from central.journal import commands
from central.journal.commands import Context
from central.terminals.bounds import TRIES_WINDOW
from central.terminals.models import FailedLogin

__all__ = ["KIND", "Body", "perform"]

KIND = "forget_tries"


class Body(commands.Body):
    """Whatever is older than the window at the instant of the command."""


def perform(body: Body, context: Context) -> Decision:  # noqa: ARG001 - as every command
    old = FailedLogin.objects.filter(
        municipality=context.municipality.id, since__lte=context.now - TRIES_WINDOW
    )
    old.delete()
    return APPLIED
