"""Two of the staff free a hold whose terminal is lost: a ticket of it may turn up afterwards."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from central.booking.holds import end_hold, locked_hold
from central.booking.models import HoldState
from central.decision import APPLIED, Decision, rejected
from central.journal import commands
from central.journal.commands import Context

__all__ = ["KIND", "Body", "perform"]

KIND = "release_hold"


class Body(commands.Body):
    """``by`` and ``agreed`` are said where both are there at once; else who asked, and who acts."""

    grant: UUID
    by: Annotated[str, Field(max_length=160)] = ""
    agreed: Annotated[str, Field(max_length=160)] = ""
    why: Annotated[str, Field(min_length=1, max_length=200)]


def perform(body: Body, context: Context) -> Decision:
    hold = locked_hold(body.grant, context)
    if hold is None:
        return rejected("hold_ended", "")
    first, second = body.by or hold.asked_by, body.agreed or context.actor
    if not first or first == second:
        return rejected("two_people_needed", "")
    end_hold(hold, HoldState.RELEASED, context)
    return APPLIED
