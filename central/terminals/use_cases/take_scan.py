"""Note that somebody of the staff took an action in from a ticket.

The action itself is settled after it, as its terminal's, with a line of its own.
"""

from uuid import UUID

from central.decision import APPLIED, Decision
from central.journal import commands
from central.journal.commands import Context

__all__ = ["KIND", "Body", "perform"]

KIND = "take_scan"


class Body(commands.Body):
    terminal: str
    seq: int
    action: UUID


def perform(body: Body, context: Context) -> Decision:  # noqa: ARG001 - a command's signature
    return APPLIED
