"""Take an entry out of a draw before its list is closed; it stays in the list with the reason."""

from typing import Literal

from central.decision import APPLIED, Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.lottery.draws import shared
from central.lottery.models import DrawState, Entry, EntryState

__all__ = ["KIND", "Body", "perform"]

KIND = "void_entry"


class Body(commands.Body):
    """The reason is public: one person under two registrations, one who may not, a closed room."""

    number: str
    why: Literal["second_registration", "not_entitled", "room_closed"]


def perform(body: Body, context: Context) -> Decision:
    entry = Entry.objects.filter(
        municipality=context.municipality.id, number=body.number, state=EntryState.ENTERED
    ).first()
    if entry is None:
        return rejected("no_such_entry", "")
    draw = shared(context.municipality.id, entry.month)
    if draw is None or draw.state != DrawState.COMMITTED:
        return rejected("already_closed", "")
    entry.state, entry.void = EntryState.VOID, body.why
    entry.save(update_fields=["state", "void"])
    return APPLIED
