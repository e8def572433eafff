"""Hand out the first card (利用者カード), or one after a loss that nothing replaced yet."""

from uuid import UUID

from central.decision import APPLIED, Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.registry.cards import give_card
from central.registry.fields import CardUid
from central.registry.models import CardState
from central.registry.residents import NOBODY, locked_resident

__all__ = ["KIND", "Body", "perform"]

KIND = "issue_card"


class Body(commands.Body):
    resident: UUID
    uid: CardUid


def perform(body: Body, context: Context) -> Decision:
    resident = locked_resident(context.municipality.id, body.resident)
    if resident is None:
        return NOBODY
    if resident.cards.filter(state=CardState.ACTIVE).exists():
        return rejected("has_card", "")
    return give_card(resident, body.uid, context) or APPLIED
