"""Believe a terminal no more: it was stolen, copied, or taken out of service.

Nothing that it signs counts from now on. What it still holds is lost to it: before a machine
that works is taken away, let it send. Its terminal is not compared when the journal is run
again, so the answer depends on nothing that stands there.
"""

from typing import Annotated

from pydantic import Field

from central.decision import APPLIED, Decision
from central.journal import commands
from central.journal.commands import Context
from central.terminals.models import Terminal

__all__ = ["KIND", "Body", "perform"]

KIND = "revoke_terminal"


class Body(commands.Body):
    terminal: Annotated[str, Field(min_length=1, max_length=64)]
    why: Annotated[str, Field(min_length=1, max_length=200)]


def perform(body: Body, context: Context) -> Decision:
    here = Terminal.objects.filter(municipality=context.municipality.id, name=body.terminal)
    here.update(revoked=True)
    return APPLIED
