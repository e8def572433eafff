"""Publish the commitment to a draw's secret, before anybody enters."""

from datetime import date
from typing import Annotated

from pydantic import Field

from central.decision import Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.lottery.draws import locked
from central.lottery.models import Draw, DrawState
from central.lottery.terms import terms_of
from rules.calendar import first_of_month

__all__ = ["KIND", "Body", "Box", "Hash", "perform"]

KIND = "commit_draw"
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
#: The id of a sealing key, and what is sealed to it (``central/lottery/sealed.py``).
Box = Annotated[str, Field(pattern=r"^[0-9a-f]{16}:[0-9a-f]{160}$")]


class Body(commands.Body):
    """``sealed`` is the secret that was made for this draw, for the job that holds it alone."""

    month: date
    commitment: Hash
    sealed: Box


def perform(body: Body, context: Context) -> Decision:
    municipality, month = context.municipality, first_of_month(body.month)
    terms = terms_of(municipality, month)
    if terms is None:
        return rejected("no_lottery", "")
    if context.now >= terms.closes_at:
        return rejected("lottery_over", terms.rule)
    if locked(municipality.id, month) is not None:
        return rejected("already_committed", "")
    draw = Draw.objects.create(
        id=context.make_id("draw"),
        municipality=municipality.id,
        month=month,
        state=DrawState.COMMITTED,
        sealed=body.sealed,
        commitment=body.commitment,
        committed_at=context.now,
    )
    return Decision("applied", outcome={"commitment": draw.commitment})
