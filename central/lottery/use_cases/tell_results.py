"""Tell some residents by mail what became of their entries, those who wish it (KT-18, AG-12)."""

from datetime import date
from typing import Annotated

from pydantic import Field

from central.decision import Decision
from central.journal import commands
from central.journal.commands import Context
from central.lottery.models import Entry, EntryState
from central.lottery.proof import draw_id
from central.lottery.terms import terms_of
from rules.calendar import first_of_month

__all__ = ["KIND", "RESIDENTS_MAX", "TOLD", "Body", "perform"]

KIND = "tell_results"
RESIDENTS_MAX = 100
#: What a resident is told of.
TOLD = (EntryState.WON, EntryState.LOST, EntryState.CONFIRMED)


class Body(commands.Body):
    """``users`` are the numbers under which the draw ranked them."""

    month: date
    users: Annotated[tuple[str, ...], Field(min_length=1, max_length=RESIDENTS_MAX)]


def perform(body: Body, context: Context) -> Decision:
    from central.notices.mail import tell  # noqa: PLC0415

    month = first_of_month(body.month)
    entries = Entry.objects.filter(
        municipality=context.municipality.id,
        month=month,
        user__in=body.users,
        told=False,
        state__in=TOLD,
    )
    by_user: dict[str, list[Entry]] = {}
    for entry in entries.select_related("resident").order_by("preference", "number"):
        by_user.setdefault(entry.user, []).append(entry)
    terms = terms_of(context.municipality, month)
    until = None if terms is None or terms.confirms_until is None else terms.confirms_until
    for user, own in sorted(by_user.items()):
        params = {
            "month": f"{month:%Y-%m}",
            "won": [entry.slots for entry in own if entry.state != EntryState.LOST],
            "lost": [entry.slots for entry in own if entry.state == EntryState.LOST],
            "confirm_until": None if until is None else until.isoformat(),
        }
        key = f"results {draw_id(context.municipality.id, month)} {user}"
        tell(own[0].resident, "results", "results", params, key, context)
    entries.update(told=True)
    return Decision("applied", outcome={"told": len(by_user)})
