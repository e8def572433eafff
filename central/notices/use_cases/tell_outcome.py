"""Tell a resident by mail what became of what a terminal only received (仮受付, 確認中).

Whoever has an address is told: nobody knew the answer when the resident left.
"""

from typing import Literal
from uuid import UUID

from central.decision import APPLIED, Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.notices.models import Mail
from central.registry.models import Resident
from sync.wire import EntrySlot, ReasonText

__all__ = ["KIND", "TEMPLATE", "Body", "perform"]

KIND = "tell_outcome"
TEMPLATE = "outcome"


class Body(commands.Body):
    """``number`` stands on the ticket; ``slot`` is what a booking asked for."""

    resident: UUID
    number: str
    verdict: Literal["applied", "rejected", "conflict", "parked"]
    reasons: tuple[ReasonText, ...]
    slot: EntrySlot | None


def perform(body: Body, context: Context) -> Decision:
    here = {"municipality": context.municipality.id}
    resident = Resident.objects.filter(**here, pk=body.resident).first()
    if resident is None or not resident.mail:
        return rejected("not_as_it_was", "")
    # Not wished for, but waited for: it goes to whoever wants no other mail, too.
    Mail.objects.create(
        **here,
        id=context.make_id("mail"),
        key=f"{TEMPLATE} {context.line}",
        resident=resident,
        template=TEMPLATE,
        params=body.model_dump(mode="json", exclude={"resident"}),
        next_at=context.now,
    )
    return APPLIED
