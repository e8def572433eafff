"""An account stops after the day that the last letter asked for (利用停止, KM-80, KM-81)."""

from datetime import date
from uuid import UUID

from central.decision import APPLIED, Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.money.letters import debt_of, ladder_of
from central.money.models import Charge
from central.registry.models import Resident, ResidentState
from central.registry.residents import NOBODY, locked_resident
from central.registry.states import STOPPED_FOR_DEBTS, move
from rules.calendar import day_of
from rules.families.sanctions import Ladder, stop_on

__all__ = ["KIND", "Body", "is_to_stop", "perform"]

KIND = "stop_for_debt"


class Body(commands.Body):
    resident: UUID


def perform(body: Body, context: Context) -> Decision:
    """Paying opens it no more: the staff do, once they have been told (KM-82)."""
    resident = locked_resident(context.municipality.id, body.resident)
    if resident is None:
        return NOBODY
    if resident.state != ResidentState.ACTIVE:
        return rejected("no_such_transition", "", before=resident.state, after="suspended")
    if not is_to_stop(resident, context):
        return rejected("no_debt", "")
    move(resident, ResidentState.SUSPENDED, STOPPED_FOR_DEBTS, context)
    resident.save(update_fields=["state"])
    return APPLIED


def is_to_stop(resident: Resident, context: Context) -> bool:
    """Whether the rules say so of any debt, and the letter after which they do was sent."""
    today = day_of(context.now)
    ladder = ladder_of(context.municipality, today)
    charges = Charge.objects.filter(resident=resident, unpaid_since__isnull=False)
    return ladder is not None and any(
        _stops(charge, ladder, today, context) for charge in charges.prefetch_related("letters")
    )


def _stops(charge: Charge, ladder: Ladder, today: date, context: Context) -> bool:
    debt, last = debt_of(charge), ladder.stops_after.value
    if debt is None or context.now < stop_on(ladder, debt):
        return False
    return any(letter.step == last and letter.pay_by < today for letter in charge.letters.all())
