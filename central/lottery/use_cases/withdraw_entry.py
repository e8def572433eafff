"""Withdraw one's own entry while the period lasts (KM-47)."""

from datetime import datetime
from uuid import UUID

from central.decision import APPLIED, NOT_OWN, Decision, refused, rejected
from central.journal import commands
from central.journal.commands import Context
from central.lottery.draws import shared
from central.lottery.facts import entry_fact
from central.lottery.models import DrawState, Entry, EntryState
from central.lottery.terms import terms_of
from central.registry.facts import resident_facts
from central.registry.models import Resident
from central.registry.residents import NOBODY, locked_resident
from rules.calendar import day_of
from rules.decide import decide
from rules.facts import Channel, Facts, Request, Verb

__all__ = ["KIND", "Body", "perform", "withdraw"]

KIND = "withdraw_entry"


class Body(commands.Body):
    """Who withdraws which entry by which way, and when it was recorded."""

    resident: UUID
    channel: Channel
    number: str
    recorded_at: datetime


def perform(body: Body, context: Context) -> Decision:
    """Withdraw for a resident, whose row is locked first, as for an entry."""
    resident = locked_resident(context.municipality.id, body.resident)
    if resident is None:
        return NOBODY
    return withdraw(resident, body, context)


def withdraw(resident: Resident, body: Body, context: Context) -> Decision:
    """The same for one who has the resident's row, locked."""
    entry = _standing(resident, body.number)
    if entry is None:
        return refused((NOT_OWN,))
    draw = shared(context.municipality.id, entry.month)
    verdict = decide(
        context.municipality,
        Request(Verb.WITHDRAW_ENTRY, body.channel, entry=entry_fact(entry)),
        resident_facts(resident, day_of(context.now)),
        Facts(),
        body.recorded_at,
    )
    if not verdict.allowed:
        return refused(verdict.reasons)
    if draw is None or draw.state != DrawState.COMMITTED:
        terms = terms_of(context.municipality, entry.month)
        return rejected("lottery_over", terms.rule if terms else "")
    entry.state = EntryState.WITHDRAWN
    entry.save(update_fields=["state"])
    return APPLIED


def _standing(resident: Resident, number: str) -> Entry | None:
    if not number.isprintable():
        return None
    standing = Entry.objects.filter(
        municipality=resident.municipality, number=number, resident=resident
    )
    return standing.filter(state=EntryState.ENTERED).first()
