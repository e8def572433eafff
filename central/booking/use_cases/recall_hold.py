"""Ask a terminal for a slot that it holds; it returns it with its next report, if it is unused."""

from uuid import UUID

from central.booking.holds import locked_hold
from central.decision import APPLIED, Decision, rejected
from central.journal import commands
from central.journal.commands import Context

__all__ = ["KIND", "Body", "perform"]

KIND = "recall_hold"


class Body(commands.Body):
    grant: UUID


def perform(body: Body, context: Context) -> Decision:
    hold = locked_hold(body.grant, context)
    if hold is None:
        return rejected("hold_ended", "")
    if hold.recalled_at is None:
        hold.recalled_at = context.now
        hold.save(update_fields=["recalled_at"])
    return APPLIED
