"""Commit to another secret, where the key to the first one is lost; everybody is told why."""

from datetime import date
from typing import Annotated

from pydantic import Field

from central.decision import Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.lottery.draws import locked
from central.lottery.models import DrawState
from central.lottery.published import instant_text, relisted
from central.lottery.use_cases.commit_draw import Box, Hash
from central.registry.fields import Line
from rules.calendar import first_of_month

__all__ = ["KIND", "Body", "perform"]

KIND = "replace_commitment"


class Body(commands.Body):
    """``why`` is published with the commitment that no longer holds."""

    month: date
    commitment: Hash
    sealed: Box
    why: Annotated[Line, Field(min_length=1, max_length=200)]


def perform(body: Body, context: Context) -> Decision:
    """Before the draw only; after the close the list gets another head, and so another root."""
    draw = locked(context.municipality.id, first_of_month(body.month))
    if draw is None:
        return rejected("no_such_draw", "")
    if draw.state == DrawState.DRAWN:
        return rejected("already_drawn", "")
    before = {"commitment": draw.commitment, "until": instant_text(context.now), "why": body.why}
    draw.replaced = [*draw.replaced, before]
    draw.commitment, draw.sealed = body.commitment, body.sealed
    if draw.listing:
        draw.listing, draw.root = relisted(draw)
    draw.save(update_fields=["replaced", "commitment", "sealed", "listing", "root"])
    return Decision("applied", outcome={"commitment": draw.commitment})
