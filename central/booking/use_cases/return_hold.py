"""A terminal gives a hold back: it has not used it, and never will."""

from uuid import UUID

from central.booking.holds import end_hold, locked_hold
from central.booking.models import HoldState
from central.decision import APPLIED, Decision, rejected
from central.journal import commands
from central.journal.commands import Context

__all__ = ["KIND", "Body", "perform"]

KIND = "return_hold"


class Body(commands.Body):
    """``session`` is the one that returns it: any other knows nothing of tickets on paper."""

    grant: UUID
    terminal: str
    session: UUID


def perform(body: Body, context: Context) -> Decision:
    hold = locked_hold(body.grant, context)
    if hold is None or (hold.terminal, hold.session) != (body.terminal, body.session):
        return rejected("hold_ended", "")
    end_hold(hold, HoldState.RETURNED, context)
    return APPLIED
