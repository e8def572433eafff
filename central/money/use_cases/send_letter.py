"""The staff sent a letter about a debt (督促状・催告書, KM-80)."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from central.decision import Decision, rejected, scalars
from central.journal import commands
from central.journal.commands import Context
from central.money.ledger import find_charge
from central.money.letters import debt_of, ladder_of, next_letter
from central.money.models import Letter
from rules.calendar import day_of

__all__ = ["KIND", "Body", "perform"]

KIND = "send_letter"


class Body(commands.Body):
    charge: UUID
    step: Annotated[str, Field(max_length=32)]


def perform(body: Body, context: Context) -> Decision:
    """Each step once, one after another, each in its month or later; says the day it asks for."""
    charge, today = find_charge(body.charge, context), day_of(context.now)
    if charge is None:
        return rejected("no_such_charge", "")
    ladder = ladder_of(context.municipality, today)
    if ladder is None or body.step not in {each.letter for each in ladder.letters}:
        return rejected("no_such_letter", "")
    if debt_of(charge) is None:
        return rejected("no_debt", "")
    if charge.letters.filter(step=body.step).exists():
        return rejected("letter_sent", ladder.cited)
    due = next_letter(charge, ladder, today)
    if due is None or due.step != body.step:
        return rejected("letter_not_yet", ladder.cited)
    Letter.objects.create(
        id=context.make_id("letter"),
        municipality=charge.municipality,
        charge=charge,
        step=due.step,
        sent_on=today,
        pay_by=due.pay_by,
    )
    return Decision("applied", outcome=scalars({"step": due.step, "pay_by": due.pay_by}))
