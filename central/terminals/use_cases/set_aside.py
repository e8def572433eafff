"""Keep an action that reached no use case: nobody was proven to ask, or the centre failed inside.

It changes nothing; it is a command so that the journal says of every action what became of it.
"""

from typing import Literal

from central.decision import Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from sync.wire import ActionBody

__all__ = ["KIND", "Body", "perform"]

KIND = "set_aside"


class Body(commands.Body):
    """What was asked, and why nothing came of it; ``code`` is empty where the centre failed."""

    wish: ActionBody
    verdict: Literal["rejected", "parked"]
    code: str = ""


def perform(body: Body, context: Context) -> Decision:  # noqa: ARG001 - as every command
    reasons = rejected(body.code, "").reasons if body.code else ()
    return Decision(body.verdict, reasons)
