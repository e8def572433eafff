"""A charge is paid in cash at a desk, and gets a receipt (窓口での納付)."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from central.decision import Decision, rejected, scalars
from central.journal import commands
from central.journal.commands import Context
from central.money.facts import cash_desks_of
from central.money.ledger import find_charge, owed_yen, record
from central.money.models import Charge, MovementKind
from rules.policy import Municipality
from sync.wire import receipt_number

__all__ = ["KIND", "Body", "perform"]

KIND = "pay_at_desk"


class Body(commands.Body):
    """``yen`` is what was taken: all that is owed. ``desk`` is one of the municipality's desks."""

    charge: UUID
    yen: Annotated[int, Field(ge=1, le=100_000_000)]
    desk: Annotated[str, Field(max_length=40)] | None = None


def perform(body: Body, context: Context) -> Decision:
    """Whoever was late learns what is owed now: the money stays in the payer's hand."""
    charge = find_charge(body.charge, context)
    if charge is None:
        return rejected("no_such_charge", "")
    if owed_yen(charge) == 0:
        return rejected("already_paid", "")
    if owed_yen(charge) != body.yen:
        return rejected("amount_differs", "", right_yen=owed_yen(charge))
    if body.desk is not None and (elsewhere := _elsewhere(charge, body.desk, context.municipality)):
        return rejected("cash_elsewhere", "", desks=elsewhere)
    number = receipt_number(context.make_id("receipt"))
    movement = record(charge, MovementKind.DESK, body.yen, number, context)
    outcome = {"receipt": number, "movement": movement.id, "yen": body.yen}
    return Decision("applied", booking=charge.booking, outcome=scalars(outcome))


def _elsewhere(charge: Charge, desk: str, municipality: Municipality) -> str:
    """The desks that take it, where this one does not; empty: this one does."""
    desks = [each.id for each in cash_desks_of(charge, municipality)]
    return "" if not desks or desk in desks else ", ".join(desks)
