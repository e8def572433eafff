"""A new card for an old or a lost one: the number stays, and the old card is refused at once."""

from uuid import UUID

from central.decision import APPLIED, Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.registry.cards import give_card
from central.registry.fields import CardUid
from central.registry.models import CardState
from central.registry.residents import NOBODY, locked_resident

__all__ = ["KIND", "Body", "perform"]

KIND = "replace_card"


class Body(commands.Body):
    resident: UUID
    uid: CardUid


def perform(body: Body, context: Context) -> Decision:
    resident = locked_resident(context.municipality.id, body.resident)
    if resident is None:
        return NOBODY
    if not resident.cards.exists():
        return rejected("has_no_card", "")
    if reason := give_card(resident, body.uid, context):
        return reason
    old = resident.cards.filter(state=CardState.ACTIVE).exclude(uid=body.uid)
    old.update(state=CardState.REPLACED)
    return APPLIED
