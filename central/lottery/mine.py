"""The entries of a resident, as a terminal shows them."""

from collections.abc import Mapping
from datetime import date

from central.clock import millis
from central.lottery.models import Draw, Entry, EntryState
from central.lottery.published import leaf_of
from central.lottery.terms import terms_of
from central.lottery.wins import numbers_of
from central.registry.models import Resident
from rules.calendar import first_of_month
from rules.policy import Municipality
from sync import wire

__all__ = ["entry_states"]

#: More than any policy lets one resident have in the months that are told.
ENTRIES_MAX = 200
_WINS = frozenset({EntryState.WON, EntryState.CONFIRMED, EntryState.LAPSED})


def entry_states(
    resident: Resident, municipality: Municipality, today: date
) -> tuple[wire.EntryState, ...]:
    """Those of the month before, of this one and of all to come, in the order of preference."""
    found = Entry.objects.filter(resident=resident, month__gte=first_of_month(today, -1))
    entries = list(found.order_by("month", "preference", "number")[:ENTRIES_MAX])
    draws = Draw.objects.filter(
        municipality=municipality.id, month__in={entry.month for entry in entries}
    )
    commitments = dict(draws.values_list("month", "commitment"))
    return tuple(_state(entry, municipality, commitments) for entry in entries)


def _state(
    entry: Entry, municipality: Municipality, commitments: Mapping[date, str]
) -> wire.EntryState:
    won = entry.state in _WINS
    return wire.EntryState.model_validate(
        {
            "number": entry.number,
            "month": entry.month,
            "preference": entry.preference,
            "slots": tuple(_slot(slot) for slot in entry.slots),
            "people": entry.people,
            "students": entry.students,
            "state": str(entry.state),
            "entered_ms": millis(entry.entered_at),
            "leaf": leaf_of(entry),
            "user": entry.user,
            "commitment": commitments.get(entry.month),
            "confirm_until_ms": _confirm_until(entry, municipality),
            "bookings": numbers_of(entry) if won else (),
            "lost_to": entry.lost_to,
            "why": entry.void,
        }
    )


def _slot(kept: Mapping[str, object]) -> wire.EntrySlot:
    return wire.EntrySlot.model_validate({**kept, "day": date.fromisoformat(str(kept["day"]))})


def _confirm_until(entry: Entry, municipality: Municipality) -> int | None:
    terms = terms_of(municipality, entry.month) if entry.state == EntryState.WON else None
    until = None if terms is None else terms.confirms_until
    return None if until is None else millis(until)
