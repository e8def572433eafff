"""A registration is past its last day (有効期限切れ), and nothing renewed it."""

from datetime import date
from uuid import UUID

from central.decision import APPLIED, Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.registry.models import ResidentState
from central.registry.renewals import ends_with
from central.registry.residents import NOBODY, locked_resident
from central.registry.states import move
from rules.calendar import day_of

__all__ = ["KIND", "Body", "perform"]

KIND = "expire"


class Body(commands.Body):
    """``last`` is the day on which it was valid for the last time."""

    resident: UUID
    last: date


def perform(body: Body, context: Context) -> Decision:
    resident = locked_resident(context.municipality.id, body.resident)
    if resident is None:
        return NOBODY
    due = resident.state == ResidentState.ACTIVE and resident.valid_until == body.last
    over = day_of(context.now) > body.last
    if not due or not over or not ends_with(context.municipality, resident, body.last):
        return rejected("nothing_to_expire", "")
    move(resident, ResidentState.EXPIRED, KIND, context)
    resident.save(update_fields=["state"])
    return APPLIED
