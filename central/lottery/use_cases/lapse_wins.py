"""Take back the wins of a month that nobody confirmed in time; their cells are free (KM-32)."""

from datetime import date

from central.decision import Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.lottery import wins
from central.lottery.draws import locked
from central.lottery.models import Entry, EntryState
from central.lottery.terms import terms_of
from rules.calendar import first_of_month

__all__ = ["KIND", "Body", "perform"]

KIND = "lapse_wins"


class Body(commands.Body):
    month: date


def perform(body: Body, context: Context) -> Decision:
    month = first_of_month(body.month)
    draw, terms = locked(context.municipality.id, month), terms_of(context.municipality, month)
    if draw is None or terms is None or terms.confirms_until is None:
        return rejected("no_such_draw", "")
    if context.now < terms.confirms_until:
        return rejected("confirmation_not_over", "")
    left = Entry.objects.select_for_update().filter(
        municipality=context.municipality.id, month=month, state=EntryState.WON
    )
    lapsed = list(left.order_by("number"))
    for entry in lapsed:
        wins.give_up(entry, context)
    return Decision("applied", outcome={"lapsed": len(lapsed)})
