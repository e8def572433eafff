"""Somebody of the staff has looked at an alarm, and says what it was."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from central.decision import APPLIED, Decision
from central.journal import commands
from central.journal.commands import Context
from central.terminals.models import Alarm

__all__ = ["KIND", "Body", "perform"]

KIND = "acknowledge_alarm"


class Body(commands.Body):
    alarm: UUID
    note: Annotated[str, Field(min_length=1, max_length=200)]


def perform(body: Body, context: Context) -> Decision:
    """Of two who look at one at once, the first is named."""
    waiting = Alarm.objects.filter(
        municipality=context.municipality.id, pk=body.alarm, acknowledged_at=None
    )
    waiting.update(acknowledged_at=context.now, acknowledged_by=context.actor, note=body.note)
    return APPLIED
