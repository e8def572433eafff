"""Giving somebody a card that nobody else has."""

from central.decision import Decision, rejected
from central.journal.commands import Context
from central.registry.models import Card, Resident, ResidentState

__all__ = ["give_card"]


def give_card(resident: Resident, uid: str, context: Context) -> Decision | None:
    """Why not; None: it is theirs."""
    if resident.state == ResidentState.CLOSED:
        return rejected("account_state", "CM-06", state=resident.state)
    if Card.objects.filter(municipality=resident.municipality, uid=uid).exists():
        return rejected("card_known", "")
    Card.objects.create(
        id=context.make_id("card"),
        municipality=resident.municipality,
        uid=uid,
        resident=resident,
    )
    return None
