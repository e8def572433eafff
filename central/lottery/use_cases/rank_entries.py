"""Give entries that stand another order (希望順位): all at once, and none is withdrawn for it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from central.decision import NOT_OWN, Decision, refused, rejected
from central.journal import commands
from central.journal.commands import Context
from central.lottery.draws import shared
from central.lottery.facts import entry_fact, slots_of
from central.lottery.models import DrawState, Entry, EntryState
from central.lottery.published import leaf_of
from central.lottery.terms import terms_of
from central.lottery.use_cases import enter_lottery
from central.registry.models import Resident
from central.registry.residents import NOBODY, locked_resident
from rules.facts import Channel, Request, Verb
from rules.verdict import Reason
from sync.wire import RankEntriesBody

__all__ = ["KIND", "Body", "perform"]

KIND = "rank_entries"


class Body(commands.Body):
    """Whose entries get which preferences by which way, and when it was recorded."""

    resident: UUID
    channel: Channel
    wish: RankEntriesBody
    recorded_at: datetime


def perform(body: Body, context: Context) -> Decision:
    """Whatever refuses one of them refuses all, and every entry stands as it stood (KM-37)."""
    resident = locked_resident(context.municipality.id, body.resident)
    if resident is None:
        return NOBODY
    standing = list(Entry.objects.filter(resident=resident, state=EntryState.ENTERED))
    if not body.wish.ranks.keys() <= {entry.number for entry in standing}:
        return refused((NOT_OWN,))
    for entry in standing:
        entry.preference = body.wish.ranks.get(entry.number, entry.preference)
    ranked = [entry for entry in standing if entry.number in body.wish.ranks]
    reasons = _reasons(ranked, standing, resident, body, context)
    return refused(reasons) if reasons else _write(ranked, context)


def _reasons(
    ranked: Sequence[Entry],
    standing: Sequence[Entry],
    resident: Resident,
    body: Body,
    context: Context,
) -> tuple[Reason, ...]:
    """What the rules say to each of them in its new place, beside all others; each reason once."""
    found: dict[tuple[str, str], Reason] = {}
    for entry in ranked:
        others = tuple(entry_fact(one) for one in standing if one is not entry)
        request = _request(entry, body.channel)
        verdict = enter_lottery.judge(resident, request, others, body.recorded_at, context)
        found |= {(reason.code, reason.rule): reason for reason in verdict.reasons}
    return tuple(found.values())


def _request(entry: Entry, channel: Channel) -> Request:
    return Request(
        Verb.ENTER_LOTTERY,
        channel,
        slots=slots_of(entry),
        preference=entry.preference,
        people=entry.people,
        students=entry.students,
    )


def _write(ranked: Sequence[Entry], context: Context) -> Decision:
    """Nothing, where the list of one of their draws is closed already."""
    for month in sorted({entry.month for entry in ranked}):
        draw = shared(context.municipality.id, month)
        if draw is None or draw.state != DrawState.COMMITTED:
            terms = terms_of(context.municipality, month)
            return rejected("lottery_over", terms.rule if terms else "")
    Entry.objects.bulk_update(ranked, ["preference"])
    return Decision("applied", outcome={entry.number: leaf_of(entry) for entry in ranked})
