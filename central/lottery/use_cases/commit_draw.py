"""Publish the commitment to a draw's secret, before anybody enters."""

from datetime import date
from typing import Annotated

from pydantic import Field

from central.decision import Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.lottery.draws import locked
from central.lottery.models import Draw, DrawState
from central.lottery.proof import commitment, draw_id
from central.lottery.terms import terms_of
from rules.calendar import first_of_month

__all__ = ["KIND", "Body", "perform"]

KIND = "commit_draw"


class Body(commands.Body):
    """``secret``: 32 random bytes in hexadecimal, made for this draw."""

    month: date
    secret: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


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
        secret=body.secret,
        commitment=commitment(draw_id(municipality.id, month), body.secret),
        committed_at=context.now,
    )
    return Decision("applied", outcome={"commitment": draw.commitment})
