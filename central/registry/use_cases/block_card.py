"""A card was lost (紛失): from now on every terminal sends whoever holds it to the desk."""

from central.decision import APPLIED, Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.registry.fields import CardUid
from central.registry.models import Card, CardState

__all__ = ["KIND", "Body", "perform"]

KIND = "block_card"


class Body(commands.Body):
    uid: CardUid


def perform(body: Body, context: Context) -> Decision:
    cards = Card.objects.filter(municipality=context.municipality.id, uid=body.uid)
    card = cards.select_for_update().first()
    if card is None:
        return rejected("unknown_card", "")
    if card.state != CardState.ACTIVE:
        return rejected("blocked_card", "", state=card.state)
    card.state = CardState.LOST
    card.save(update_fields=["state"])
    return APPLIED
