"""The first of two of the staff says that a hold is to be freed, since its terminal is lost."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from central.booking.holds import locked_hold
from central.decision import APPLIED, Decision, rejected
from central.journal import commands
from central.journal.commands import Context

__all__ = ["KIND", "Body", "perform"]

KIND = "ask_hold_release"


class Body(commands.Body):
    grant: UUID
    why: Annotated[str, Field(min_length=1, max_length=200)]


def perform(body: Body, context: Context) -> Decision:
    hold = locked_hold(body.grant, context)
    if hold is None:
        return rejected("hold_ended", "")
    hold.asked_by = context.actor
    hold.save(update_fields=["asked_by"])
    return APPLIED
