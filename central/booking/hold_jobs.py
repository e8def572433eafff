"""Which holds are due: slots that terminals get, and those that they are asked to return."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from central.booking.facts import occupied
from central.booking.models import Hold, HoldState
from central.booking.use_cases import grant_hold, recall_hold
from central.journal.jobs import Due
from central.terminals.models import Terminal
from rules.calendar import day_of
from rules.facts import Occupied, Slot
from rules.floor import allocate, occupy
from rules.hold_slots import Holdable, holdable, is_in_time, leaves_enough
from rules.policy import Municipality

__all__ = ["granted", "recalled"]

#: A terminal that is silent for longer gets nothing into its hands.
HEARD_WITHIN = timedelta(minutes=5)


def recalled(municipality: Municipality, now: datetime) -> Iterator[Due]:
    """Those whose time in the policy is over; the day of use may have passed."""
    standing = Hold.objects.filter(
        municipality=municipality.id, state=HoldState.HELD, recalled_at=None, day__gte=day_of(now)
    )
    for hold in standing.order_by("day", "id"):
        if hold.facility not in municipality.rooms or not is_in_time(
            municipality, hold.facility, hold.day, now
        ):
            yield Due(str(hold.id), recall_hold.Body(grant=hold.id))


def granted(municipality: Municipality, now: datetime) -> Iterator[Due]:
    """For each terminal that is there what its policy lets it have and it has not yet."""
    there = Terminal.objects.filter(
        municipality=municipality.id,
        revoked=False,
        quarantined=False,
        session__isnull=False,
        seen_at__gte=now - HEARD_WITHIN,
    )
    boards = _Boards(municipality)
    for terminal in there.order_by("name"):
        yield from _for_terminal(terminal, boards, now)


class _Boards:
    """What is taken, as it will be after the grants of this turn."""

    def __init__(self, municipality: Municipality) -> None:
        self.municipality = municipality
        self._taken: dict[tuple[str, date], Occupied] = {}

    def taken(self, slot: Slot) -> Occupied:
        key = (slot.facility, slot.day)
        if key not in self._taken:
            self._taken[key] = occupied(self.municipality.id, *key)
        return self._taken[key]

    def take(self, slot: Slot) -> None:
        taken, floor = self.taken(slot), self.municipality.rooms[slot.facility].floor
        cells = allocate(floor, slot, taken)
        assert cells is not None, "as many courts are free as the policy says"
        more = occupy(floor, cells, slot.start_minute, slot.end_minute)
        self._taken[slot.facility, slot.day] = taken | more


def _for_terminal(terminal: Terminal, boards: _Boards, now: datetime) -> Iterator[Due]:
    """Those of earlier sessions count: so a terminal that starts again and again gets no more.

    What was asked back once is wanted elsewhere, and is not given again.
    """
    had = Hold.objects.filter(
        municipality=terminal.municipality, terminal=terminal.name, day__gte=day_of(now)
    )
    standing = had.filter(state=HoldState.HELD).values_list("facility", "day", "start_minute")
    asked = had.filter(recalled_at__isnull=False).values_list("facility", "day", "start_minute")
    count = Counter(facility for facility, *_ in standing)
    places = {*standing, *asked}
    for one in holdable(boards.municipality, terminal.venue, now):
        slot = one.slot
        place = (slot.facility, slot.day, slot.start_minute)
        if count[slot.facility] >= one.offered.slots_max or place in places:
            continue
        if _is_free(one, boards):
            boards.take(slot)
            places.add(place)
            count[slot.facility] += 1
            yield Due(_key(terminal, slot), _grant(terminal, slot))


def _is_free(one: Holdable, boards: _Boards) -> bool:
    taken = boards.taken(one.slot)
    floor = boards.municipality.rooms[one.slot.facility].floor
    some = allocate(floor, one.slot, taken) is not None
    return some and leaves_enough(boards.municipality, one.slot, one.offered, taken)


def _key(terminal: Terminal, slot: Slot) -> str:
    """Another one for each grant of a slot that was returned before, so that no id comes twice."""
    before = Hold.objects.filter(
        municipality=terminal.municipality,
        terminal=terminal.name,
        facility=slot.facility,
        day=slot.day,
        start_minute=slot.start_minute,
    )
    when = f"{slot.facility} {slot.day} {slot.start_minute}"
    return f"{terminal.name} {terminal.session} {when} {before.count() + 1}"


def _grant(terminal: Terminal, slot: Slot) -> grant_hold.Body:
    assert terminal.session is not None, "it is asked for"
    return grant_hold.Body(
        terminal=terminal.name,
        session=terminal.session,
        facility=slot.facility,
        sport=slot.sport,
        day=slot.day,
        start_minute=slot.start_minute,
        end_minute=slot.end_minute,
    )
