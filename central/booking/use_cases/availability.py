"""Which cells are taken, from today to the last day that a resident may see."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.db.models import QuerySet

from central.booking.holds import held_slots
from central.clock import from_millis, millis
from central.notices.facts import room_notices, service_notices
from central.notices.models import RoomNotice
from central.policies import policy_digest
from central.sql import ask, joined, rows
from rules.calendar import day_of
from rules.day import last_visible_day
from rules.floor import occupy
from rules.policy import Municipality
from sync import wire
from sync.wire import Availability, Changes, RoomDay, SealingKey

__all__ = ["availability", "changes"]

#: A transaction that began before the cursor may commit after it: what changed shortly before is
#: told again. No transaction lives as long as this (central.database bounds them).
OVERLAP = timedelta(seconds=60)
#: Where a municipality sets no last day.
DAYS_MAX = 366
#: The nearest ones; the cells of all are taken.
CLOSURES_MAX = 1_000
#: Milliseconds that are still an instant.
CURSOR_DIGITS_MAX = 14

_BOOKINGS_SINCE = """
SELECT facility, day FROM booking_booking
WHERE municipality = %s AND changed_at >= %s AND day BETWEEN %s AND %s
"""
_BOARDS_SINCE = """
SELECT facility, day FROM booking_boardchange
WHERE municipality = %s AND at >= %s AND day BETWEEN %s AND %s
"""
_CELLS = """
SELECT facility, CAST(day AS text), {cells} FROM booking_cell
WHERE municipality = %s AND facility IN ({rooms}) AND day BETWEEN %s AND %s
GROUP BY facility, day
"""
#: A cell and its granule as one number: a day has fewer minutes.
_APART = 10_000
_CELL = f"CAST(cell AS bigint) * {_APART} + start_minute"

RoomDays = dict[tuple[str, date], Collection[tuple[int, int]]]


def availability(
    municipality: Municipality,
    cursor: str | None,
    sealing_keys: tuple[SealingKey, ...],
    now: datetime,
) -> Availability:
    """Everything without a cursor (or with one that is not ours), else what changed since it."""
    days = (day_of(now), _last_day(municipality, now))
    since = _instant_of(cursor)
    taken = _full(municipality, days) if since is None else _changed(municipality, days, since)
    return Availability(
        municipality=municipality.id,
        full=since is None,
        cursor=str(millis(now)),
        days=tuple(_room_days(taken)),
        sealing_keys=sealing_keys,
        notices=service_notices(municipality.id, now),
        closures=_closures(municipality, days),
        holds=held_slots(municipality.id, days),
        policy=policy_digest(municipality.id),
        centre_ms=millis(now),
    )


def changes(
    served: Iterable[Municipality], cursor: str, sealing_keys: tuple[SealingKey, ...], now: datetime
) -> Changes:
    """What changed since one cursor in several municipalities."""
    boards = tuple(availability(one, cursor, sealing_keys, now) for one in served)
    return Changes(boards=boards, centre_ms=millis(now))


def _closures(municipality: Municipality, days: tuple[date, date]) -> tuple[wire.RoomNotice, ...]:
    found = RoomNotice.objects.filter(
        municipality=municipality.id, day__range=days, lifted=False
    ).order_by("day", "start_minute", "facility")
    return room_notices(found[:CLOSURES_MAX])


def _last_day(municipality: Municipality, now: datetime) -> date:
    limit = day_of(now) + timedelta(days=DAYS_MAX)
    lasts = (last_visible_day(municipality, room, now) for room in municipality.rooms)
    return max((last or limit for last in lasts), default=limit)


def _instant_of(cursor: str | None) -> datetime | None:
    if cursor is None or len(cursor) > CURSOR_DIGITS_MAX:
        return None
    return from_millis(int(cursor)) if cursor.isascii() and cursor.isdecimal() else None


def _full(municipality: Municipality, days: tuple[date, date]) -> RoomDays:
    # By name, the rooms let the unique index find these days among those of years.
    rooms = sorted(municipality.rooms)
    taken = _taken(municipality.id, rooms, days)
    where = {"facility__in": rooms, "day__range": days}
    return _with_closed(municipality, taken, RoomNotice.objects.filter(**where))


def _changed(municipality: Municipality, days: tuple[date, date], since: datetime) -> RoomDays:
    """Room-days on which anything changed, those that are empty now among them."""
    changed = _changed_days(municipality.id, days, since - OVERLAP)
    if not changed:
        return {}
    rooms = {facility for facility, _ in changed}
    some = {day for _, day in changed}
    found = _taken(municipality.id, rooms, (min(some), max(some)))
    closed = RoomNotice.objects.filter(facility__in=rooms, day__in=some)
    found = _with_closed(municipality, found, closed)
    return {key: found.get(key, ()) for key in changed}


def _changed_days(
    municipality: str, days: tuple[date, date], since: datetime
) -> set[tuple[str, date]]:
    """By bookings as they are now, by those that left, and by notices."""
    where = (municipality, since, *days)
    found = ask((_BOOKINGS_SINCE, where), (_BOARDS_SINCE, where))
    return {(facility, day) for changed, _ in found for facility, day in changed}


def _with_closed(
    municipality: Municipality, taken: RoomDays, notices: QuerySet[RoomNotice]
) -> RoomDays:
    """What is taken; where a notice closes the room, all of it is."""
    for notice in notices.filter(municipality=municipality.id, lifted=False):
        room = municipality.rooms.get(notice.facility)
        if room is not None:
            whole, key = range(room.floor.cells), (notice.facility, notice.day)
            time = (notice.start_minute, notice.end_minute)
            taken[key] = {*taken.get(key, ()), *occupy(room.floor, whole, *time)}
    return taken


def _taken(municipality: str, rooms: Collection[str], days: tuple[date, date]) -> RoomDays:
    """One row for a room's day: the cells of all are hundreds of thousands."""
    text = _CELLS.format(cells=joined(_CELL), rooms=", ".join(["%s"] * len(rooms)))
    return {
        (facility, date.fromisoformat(day)): tuple(map(_granule_and_cell, cells.split(",")))
        for facility, day, cells in rows(text, municipality, *rooms, *days)
    }


# Which there are is the same each day.
@lru_cache(maxsize=65_536)
def _granule_and_cell(number: str) -> tuple[int, int]:
    cell, start_minute = divmod(int(number), _APART)
    return start_minute, cell


def _room_days(taken: RoomDays) -> Iterable[RoomDay]:
    for (facility, day), cells in sorted(taken.items()):
        # Our own rows, unchecked: to check them costs as much as to read them.
        yield RoomDay.model_construct(facility=facility, day=day, taken=tuple(sorted(cells)))
