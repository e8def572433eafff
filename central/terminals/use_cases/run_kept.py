"""Run an action that was kept, in quarantine or parked, by the decision of the staff.

The rules decide as they would have: what was recorded in time counts as in time. What it makes has
the number that stands on the resident's ticket.
"""

import json
from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from central.booking.models import Booking
from central.decision import Decision, rejected
from central.journal import commands, write
from central.journal.commands import Context, all_commands
from central.terminals.models import ForkOutcome
from central.terminals.use_cases.discard_kept import settle_kept

__all__ = ["KIND", "Body", "perform"]

KIND = "run_kept"


class Body(commands.Body):
    """Made by ``quarantine.run_body``, which opens the envelope; ``action`` is its id."""

    kept: UUID
    action: UUID
    kind: str
    command: dict[str, Any]
    why: Annotated[str, Field(min_length=1, max_length=200)]


def perform(body: Body, context: Context) -> Decision:
    """Refused by the rules, it stays kept: the staff may still discard it, or ask otherwise."""
    if Booking.objects.filter(pk=body.action).exists():
        return rejected("already_decided", "")
    # Messages of terminals take a day as text from JSON alone.
    command = all_commands()[body.kind].body.model_validate_json(json.dumps(body.command))
    decision = write.perform(command, replace(context, line=body.action))
    if decision.verdict == "applied":
        settle_kept(body.kept, ForkOutcome.RUN)
    return decision
