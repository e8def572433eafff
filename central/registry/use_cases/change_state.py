"""Suspend, reopen or close a registration, with who and why (一時停止・再開・廃止)."""

from typing import Literal
from uuid import UUID

from central.booking.facts import live_facts
from central.decision import APPLIED, Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.registry.fields import Why
from central.registry.models import Resident, ResidentState
from central.registry.residents import NOBODY, locked_resident
from central.registry.states import TRANSITIONS, move
from rules.calendar import day_of

__all__ = ["KIND", "Body", "perform"]

KIND = "change_state"


class Body(commands.Body):
    """``to`` active reopens what was suspended."""

    resident: UUID
    to: Literal["active", "suspended", "closed"]
    why: Why


def perform(body: Body, context: Context) -> Decision:
    resident = locked_resident(context.municipality.id, body.resident)
    if resident is None:
        return NOBODY
    if body.to not in TRANSITIONS[resident.state]:
        return rejected("no_such_transition", "", before=resident.state, after=body.to)
    if reason := _in_the_way(resident, body.to, context):
        return reason
    move(resident, body.to, body.why, context)
    resident.save(update_fields=["state"])
    return APPLIED


def _in_the_way(resident: Resident, to: str, context: Context) -> Decision | None:
    """Debts keep an account from opening again (KM-82), and what is booked from being closed."""
    if to == ResidentState.ACTIVE:
        from central.money.facts import debts_of  # noqa: PLC0415 - it asks us, too

        debts = debts_of(resident)
        if debts:
            return rejected("unpaid_fees", "", debt_yen=sum(debt.amount for debt in debts))
    if to == ResidentState.CLOSED:
        live = len(live_facts(resident, day_of(context.now)))
        if live:
            return rejected("bookings_open", "", bookings=live)
    return None
