"""Entries as the rules see them, and what is taken before a draw."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from central.booking.models import Cell
from central.find import find
from central.lottery.models import Entry, EntryState
from central.registry.models import Resident
from rules import facts
from rules.calendar import first_of_month
from rules.facts import Occupied, Slot
from rules.floor import occupy
from rules.hall import Taken
from rules.policy import Municipality

__all__ = ["entries_of", "entry_fact", "slots_of", "taken_in"]


def entries_of(resident: Resident, month: date) -> tuple[facts.Entry, ...]:
    """The entries of a resident that stand for the draw of a month."""
    entries = find(Entry, resident_id=resident.id, month=month, state=EntryState.ENTERED.value)
    entries.sort(key=lambda entry: (entry.preference, entry.number))
    return tuple(map(entry_fact, entries))


def entry_fact(entry: Entry) -> facts.Entry:
    return facts.Entry(slots_of(entry), entry.preference)


def slots_of(entry: Entry) -> tuple[Slot, ...]:
    return tuple(
        Slot(**{**slot, "day": date.fromisoformat(slot["day"])})  # as sync.wire.EntrySlot
        for slot in entry.slots
    )


def taken_in(municipality: Municipality, month: date, entries: Iterable[Entry]) -> Taken:
    """What nobody can win: cells of bookings, and wanted rooms that a notice closes."""
    taken: dict[tuple[str, date], Occupied] = dict(_booked(municipality.id, month))
    wanted = {(slot.facility, slot.day) for entry in entries for slot in slots_of(entry)}
    for room, day in sorted(wanted):
        closed = _closed(municipality, room, day)
        if closed:
            taken[room, day] = taken.get((room, day), frozenset()) | closed
    return taken


def _booked(municipality: str, month: date) -> Mapping[tuple[str, date], Occupied]:
    cells = Cell.objects.filter(
        municipality=municipality, day__gte=month, day__lt=first_of_month(month, 1)
    )
    found: dict[tuple[str, date], set[tuple[int, int]]] = defaultdict(set)
    for room, day, minute, cell in cells.values_list("facility", "day", "start_minute", "cell"):
        found[room, day].add((minute, cell))
    return {key: frozenset(pairs) for key, pairs in found.items()}


def _closed(municipality: Municipality, room: str, day: date) -> Occupied:
    from central.notices.facts import closures  # noqa: PLC0415

    known = municipality.rooms.get(room)
    if known is None:
        return frozenset()
    cells = range(known.floor.cells)
    found = closures(municipality.id, room, day)
    return frozenset().union(
        *(occupy(known.floor, cells, one.start_minute, one.end_minute) for one in found)
    )
