"""Keep an action that reached no use case: nobody was proven to ask, or the centre failed inside.

It changes nothing but a hold that it names, which is spent by it: that ends where the action is
decided. It is a command so that the journal says of every action what became of it.
"""

from typing import Literal

from central.booking.holds import HoldClaim, end_hold, find_hold
from central.booking.models import HoldState
from central.decision import Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from sync.wire import ActionBody, BookBody

__all__ = ["KIND", "Body", "perform"]

KIND = "set_aside"


class Body(commands.Body):
    """What was asked, and why nothing came of it; ``code`` is empty where the centre failed."""

    wish: ActionBody
    verdict: Literal["rejected", "parked"]
    code: str = ""
    claim: HoldClaim | None = None


def perform(body: Body, context: Context) -> Decision:
    if body.verdict == "rejected" and isinstance(body.wish, BookBody):
        hold = find_hold(body.wish.grant, body.claim, context)
        if hold is not None:
            end_hold(hold, HoldState.RETURNED, context)
    reasons = rejected(body.code, "").reasons if body.code else ()
    return Decision(body.verdict, reasons)
