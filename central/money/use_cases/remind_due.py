"""A resident is told that something is to be paid soon (納付期限のお知らせ)."""

from datetime import datetime
from uuid import UUID

from central.decision import APPLIED, Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.money.ledger import find_charge, owed_yen
from central.money.models import ChargeState
from central.money.paying import link_to_pay, use_of
from central.notices.mail import tell

__all__ = ["KIND", "Body", "perform"]

KIND = "remind_due"


class Body(commands.Body):
    charge: UUID
    due_at: datetime


def perform(body: Body, context: Context) -> Decision:
    """Not where it was paid, put off or given up meanwhile."""
    charge = find_charge(body.charge, context)
    if charge is None or charge.resident is None or charge.booking is None:
        return rejected("no_such_charge", "")
    if charge.state != ChargeState.DUE or charge.due_at != body.due_at:
        return rejected("not_due", "")
    due = {"yen": owed_yen(charge), "due_until": body.due_at.isoformat()}
    params = use_of(charge.booking) | due | link_to_pay(charge, context)
    key = f"due:{charge.id}:{body.due_at:%Y%m%dT%H%M%z}"
    tell(charge.resident, "payment_due", "bookings", params, key, context)
    return APPLIED
