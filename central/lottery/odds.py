"""How many want each slot of a month (倍率), for whoever thinks of entering."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from django.db.models import Count

from central.clock import millis
from central.lottery.models import Draw, Entry, EntryState
from central.lottery.terms import Terms, terms_of
from rules.policy import Municipality
from sync.wire import Odds, SlotOdds

__all__ = ["odds"]

#: Whoever withdrew, came late or was declared void takes no part.
_OUTSIDE = (EntryState.WITHDRAWN, EntryState.LATE, EntryState.VOID)
_Slot = tuple[str, str, date, int, int]


def odds(municipality: Municipality, month: date, now: datetime) -> Odds | None:
    """None where the computer draws nothing."""
    terms = terms_of(municipality, month)
    if terms is None:
        return None
    draw = Draw.objects.filter(municipality=municipality.id, month=month).first()
    return Odds.model_validate(
        {
            "municipality": municipality.id,
            "month": month,
            "state": "none" if draw is None else str(draw.state),
            **_times(terms),
            "commitment": None if draw is None else draw.commitment,
            "root": None if draw is None else draw.root or None,
            "slots": tuple(_wanted(municipality, month)),
            "centre_ms": millis(now),
        }
    )


def _times(terms: Terms) -> Mapping[str, int | None]:
    until = terms.confirms_until
    return {
        "opens_ms": millis(terms.opens_at),
        "closes_ms": millis(terms.closes_at),
        "confirms_until_ms": None if until is None else millis(until),
    }


def _wanted(municipality: Municipality, month: date) -> Iterator[SlotOdds]:
    """The database counts entries that are alike: there are many more entries than wishes."""
    alike = Entry.objects.filter(municipality=municipality.id, month=month)
    alike = alike.exclude(state__in=_OUTSIDE).order_by()
    entries: Counter[_Slot] = Counter()
    courts: Counter[_Slot] = Counter()
    for slots, count in alike.values_list("slots").annotate(Count("id")):
        for slot in slots:
            key = _key(slot)
            entries[key] += count
            courts[key] += count * slot["courts"]
    for key, count in sorted(entries.items()):
        names = ("facility", "sport", "day", "start_minute", "end_minute")
        where = dict(zip(names, key, strict=True))
        yield SlotOdds.model_validate({**where, "entries": count, "courts": courts[key]})


def _key(slot: Mapping[str, str | int]) -> _Slot:
    return (
        str(slot["facility"]),
        str(slot["sport"]),
        date.fromisoformat(str(slot["day"])),
        int(slot["start_minute"]),
        int(slot["end_minute"]),
    )
