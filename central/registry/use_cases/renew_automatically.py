"""The renewal that nobody asks for (自動更新), on the day on which a registration would end."""

from datetime import date
from uuid import UUID

from central.decision import Decision, refused, rejected, scalars
from central.journal import commands
from central.journal.commands import Context
from central.registry.models import ResidentState
from central.registry.renewals import ask_renewal, ends_with, renew
from central.registry.residents import NOBODY, locked_resident
from rules.calendar import instant
from rules.facts import Channel, Renewal

__all__ = ["KIND", "Body", "perform"]

KIND = "renew_automatically"


class Body(commands.Body):
    """``last`` is the day on which it ends (更新期日); the new term counts from that day."""

    resident: UUID
    last: date


def perform(body: Body, context: Context) -> Decision:
    resident = locked_resident(context.municipality.id, body.resident)
    if resident is None:
        return NOBODY
    due = resident.state == ResidentState.ACTIVE and resident.valid_until == body.last
    if not due or context.now < instant(body.last):
        return rejected("nothing_to_renew", "")
    if ends_with(context.municipality, resident, body.last):
        return rejected("nothing_to_renew", "")
    form = Renewal(attachments=None)
    verdict = ask_renewal(resident, form, Channel.DESK, context, instant(body.last))
    if not verdict.allowed:
        return refused(verdict.reasons)
    outcome = dict(verdict.outcome or {})
    renew(resident, outcome, KIND, context)
    return Decision("applied", outcome=scalars(outcome))
