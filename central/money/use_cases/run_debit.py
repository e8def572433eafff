"""Charges are debited on their day (口座振替); the bank is told by ``central/money/bank.py``."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from central.decision import Decision
from central.journal import commands
from central.journal.commands import Context
from central.money.ledger import find_charge, owed_yen, record
from central.money.models import Charge, ChargeState, MovementKind
from rules.calendar import day_of

__all__ = ["BATCH", "KIND", "Body", "perform"]

KIND = "run_debit"
BATCH = 200


class Body(commands.Body):
    """The charges of one batch, in the order of their ids."""

    charges: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=BATCH)]


def perform(body: Body, context: Context) -> Decision:
    """What is paid by now, has failed before or has another day is left alone.

    So is what was debited before and costs more since: a charge is debited once.
    """
    count = yen = 0
    for wanted in sorted(body.charges):
        charge = find_charge(wanted, context)
        if charge is not None and _is_due(charge, context):
            count, yen = count + 1, yen + owed_yen(charge)
            record(charge, MovementKind.DEBIT, owed_yen(charge), charge.id.hex, context)
    return Decision("applied", outcome={"debited": count, "yen": yen})


def _is_due(charge: Charge, context: Context) -> bool:
    day = charge.debit_on
    due = day is not None and day <= day_of(context.now)
    wanted = due and charge.method == "debit" and charge.state == ChargeState.DUE
    return wanted and not charge.movements.filter(kind=MovementKind.DEBIT).exists()
