"""What everybody may read of a draw, before and after it."""

from datetime import date

from central.lottery.models import Draw, Entry, EntryState
from central.lottery.proof import canonical, draw_id
from central.lottery.published import notice
from central.lottery.terms import terms_of
from central.policies import policy_digest
from rules.calendar import FIRST_DAY, LAST_DAY
from rules.policy import Municipality

__all__ = ["late_entries", "month_of", "public_text"]

MONTH_LENGTH = 7


def month_of(text: str) -> date | None:
    """The first day of a month as 2026-11; None where it is none of ours."""
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return month if len(text) == MONTH_LENGTH and FIRST_DAY <= month <= LAST_DAY else None


def public_text(municipality: Municipality, month: date) -> str | None:
    """Notice, list or result file, whichever there is; None before the commitment."""
    draw = Draw.objects.filter(municipality=municipality.id, month=month).first()
    if draw is None:
        return None
    terms = terms_of(municipality, month)
    if draw.result or draw.listing or terms is None:
        return draw.result or draw.listing or None
    return notice(draw, terms, policy_digest(municipality.id))


def late_entries(municipality: Municipality, month: date) -> str:
    """Entries that reached the centre when the list was closed, and take no part."""
    late = Entry.objects.filter(
        municipality=municipality.id, month=month, state=EntryState.LATE
    ).order_by("number")
    numbers = list(late.values_list("number", flat=True))
    return canonical({"draw": draw_id(municipality.id, month), "late": numbers})
