"""Nothing comes of an action that was kept for the staff, in quarantine or parked, and why."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from central.decision import APPLIED, Decision
from central.journal import commands
from central.journal.commands import Context
from central.terminals.models import Action, Fork, ForkOutcome

__all__ = ["KIND", "Body", "perform", "settle_kept"]

KIND = "discard_kept"


class Body(commands.Body):
    """``kept``: the row of the envelope in quarantine, or of the parked action."""

    kept: UUID
    why: Annotated[str, Field(min_length=1, max_length=200)]


def perform(body: Body, context: Context) -> Decision:  # noqa: ARG001 - as every command
    settle_kept(body.kept, ForkOutcome.DISCARDED)
    return APPLIED


def settle_kept(kept: UUID, outcome: ForkOutcome) -> None:
    """It waits for nobody any more; of a parked one, the sealed box is dropped."""
    Fork.objects.filter(pk=kept, outcome="").update(outcome=outcome)
    Action.objects.filter(pk=kept).update(signed="")
