"""Charges become debts when they are not paid in time; the bookings stay (KM-68, 納付期限超過)."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from pydantic import Field

from central.decision import Decision
from central.journal import commands
from central.journal.commands import Context
from central.money.models import Charge, ChargeState
from rules.calendar import day_of

__all__ = ["BATCH", "KIND", "Body", "perform"]

KIND = "mark_unpaid"
BATCH = 200


class Body(commands.Body):
    """The charges of one batch, in the order of their ids."""

    charges: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=BATCH)]


def perform(body: Body, context: Context) -> Decision:
    """A debt since the day that ended, or was running, when the limit came."""
    late = Charge.objects.select_for_update().filter(
        municipality=context.municipality.id,
        id__in=body.charges,
        state=ChargeState.DUE,
        due_at__lte=context.now,
        unpaid_since=None,
    )
    count = 0
    for charge in late.order_by("id"):
        assert charge.due_at is not None, "the filter says so"
        since = day_of(charge.due_at - timedelta(microseconds=1))
        still = Charge.objects.filter(id=charge.id, state=ChargeState.DUE)
        count += still.update(unpaid_since=since)
    return Decision("applied", outcome={"marked": count})
