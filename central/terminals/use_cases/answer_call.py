"""Somebody of the staff goes to a terminal where they are called (係員の呼び出し)."""

from typing import Annotated, Final

from pydantic import Field

from central.decision import APPLIED, Decision
from central.journal import commands
from central.journal.commands import Context
from central.terminals.models import Alarm, StateReport

__all__ = ["KIND", "Body", "perform"]

KIND = "answer_call"
CALLED: Final = "staff_called"
GONE_THERE = "呼び出しに応じた"


class Body(commands.Body):
    terminal: Annotated[str, Field(min_length=1, max_length=64)]


def perform(body: Body, context: Context) -> Decision:
    """The call is answered, and so are its alarms; of two who go there, the first is named."""
    here = {"municipality": context.municipality.id}
    StateReport.objects.filter(terminal__name=body.terminal, **here).update(answered_at=context.now)
    alarms = Alarm.objects.filter(kind=CALLED, about=body.terminal, acknowledged_at=None, **here)
    alarms.update(acknowledged_at=context.now, acknowledged_by=context.actor, note=GONE_THERE)
    return APPLIED
