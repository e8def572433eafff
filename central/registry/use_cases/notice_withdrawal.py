"""A notice to end the registration (登録廃止の届け) came: it ends, or renews itself once more."""

from datetime import date
from uuid import UUID

from central.decision import Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.registry.models import ResidentState
from central.registry.renewals import ends_with, renewal_settings
from central.registry.residents import NOBODY, locked_resident
from rules.calendar import day_of

__all__ = ["KIND", "Body", "perform"]

KIND = "notice_withdrawal"


class Body(commands.Body):
    """``noticed_on`` is the day on which it arrived, today at the latest."""

    resident: UUID
    noticed_on: date


def perform(body: Body, context: Context) -> Decision:
    resident = locked_resident(context.municipality.id, body.resident)
    if resident is None:
        return NOBODY
    if resident.state == ResidentState.CLOSED:
        return rejected("account_state", "CM-06", state=resident.state)
    if renewal_settings(context.municipality, day_of(context.now)).withdrawal is None:
        return rejected("no_withdrawal_here", "CM-05")
    if body.noticed_on > day_of(context.now):
        return rejected("day_ahead", "")
    resident.withdrawn_on = body.noticed_on
    resident.save(update_fields=["withdrawn_on"])
    last = resident.valid_until
    ends = last is not None and ends_with(context.municipality, resident, last)
    return Decision("applied", outcome={"ends": ends})
