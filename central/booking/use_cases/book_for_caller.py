"""Book for somebody at the desk or on the telephone, with a registration or by name (KM-26)."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from central.booking.use_cases.book import Caller, book_for
from central.decision import Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.registry.fields import Line
from central.registry.residents import NOBODY, locked_resident
from rules.facts import Channel
from sync.wire import BookBody

__all__ = ["KIND", "Body", "perform"]

KIND = "book_for_caller"


class Body(commands.Body):
    """``holder``: who it is for, where that is nobody with a registration."""

    channel: Literal[Channel.PHONE, Channel.DESK]
    resident: UUID | None = None
    holder: Annotated[Line, Field(max_length=100)] = ""
    wish: BookBody


def perform(body: Body, context: Context) -> Decision:
    if (body.resident is None) != bool(body.holder.strip()):
        return rejected("resident_or_holder", "")
    resident = None
    if body.resident is not None:
        resident = locked_resident(context.municipality.id, body.resident)
        if resident is None:
            return NOBODY
    caller = Caller(resident, body.channel, body.holder)
    return book_for(caller, body.wish, context)
