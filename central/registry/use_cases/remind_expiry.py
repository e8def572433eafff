"""A resident is told that the registration ends soon, and can be renewed (有効期限のお知らせ)."""

from datetime import date
from uuid import UUID

from central.decision import APPLIED, Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.notices.mail import tell
from central.registry.models import ResidentState
from central.registry.residents import NOBODY, locked_resident

__all__ = ["KIND", "Body", "perform"]

KIND = "remind_expiry"


class Body(commands.Body):
    """``last``: the day until which it was valid when the job listed it."""

    resident: UUID
    last: date


def perform(body: Body, context: Context) -> Decision:
    resident = locked_resident(context.municipality.id, body.resident)
    if resident is None:
        return NOBODY
    if resident.state != ResidentState.ACTIVE or resident.valid_until != body.last:
        return rejected("nothing_to_expire", "")
    params = {"last_day": body.last.isoformat()}
    key = f"registration_ends:{resident.id}:{body.last}"
    tell(resident, "registration_ends", "bookings", params, key, context)
    return APPLIED
