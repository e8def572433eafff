"""Close the list of a draw and publish it, so that nobody can change it before the draw."""

from datetime import date

from central.decision import Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.lottery.draws import locked
from central.lottery.facts import slots_of, taken_in
from central.lottery.models import Draw, DrawState, Entry, EntryState
from central.lottery.proof import canonical
from central.lottery.published import listing
from central.lottery.terms import terms_of
from central.policies import policy_digest
from rules.calendar import first_of_month
from rules.policy import Municipality

__all__ = ["KIND", "Body", "perform"]

KIND = "close_draw"
#: Why an entry is void when the data of the municipality no longer knows its room or sport.
UNKNOWN = "no_such_room"


class Body(commands.Body):
    month: date


def perform(body: Body, context: Context) -> Decision:
    """How long terminals are waited for, the job says; here is only the end of the period."""
    municipality, month = context.municipality, first_of_month(body.month)
    draw, terms = locked(municipality.id, month), terms_of(municipality, month)
    if draw is None or terms is None:
        return rejected("no_such_draw", "")
    if draw.state != DrawState.COMMITTED:
        return rejected("already_closed", "")
    if context.now < terms.closes_at:
        return rejected("lottery_not_over", terms.rule)
    _close(draw, municipality, context)
    return Decision("applied", outcome={"root": draw.root})


def _close(draw: Draw, municipality: Municipality, context: Context) -> None:
    entries = list(Entry.objects.filter(municipality=municipality.id, month=draw.month))
    for entry in entries:
        if entry.state == EntryState.ENTERED and not _is_known(entry, municipality):
            entry.state, entry.void = EntryState.VOID, UNKNOWN
            entry.save(update_fields=["state", "void"])
    taken = taken_in(municipality, draw.month, entries)
    draw.state, draw.closed_at = DrawState.CLOSED, context.now
    published = listing(draw, entries, taken, policy_digest(municipality.id))
    draw.listing, draw.root = canonical(published), published["root"]
    draw.save(update_fields=["state", "closed_at", "listing", "root"])


def _is_known(entry: Entry, municipality: Municipality) -> bool:
    return all(
        slot.facility in municipality.rooms
        and slot.sport in municipality.rooms[slot.facility].sports
        for slot in slots_of(entry)
    )
