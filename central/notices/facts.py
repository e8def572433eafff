"""Notices about rooms as the rules see them, and of the service as terminals do."""

from collections.abc import Iterable
from datetime import date, datetime

from central.clock import millis
from central.find import select
from central.notices.models import RoomNotice, ServiceNotice
from rules.facts import Closure
from sync import wire

__all__ = ["closures", "is_stopped", "room_notices", "service_notices"]

#: More than anybody reads.
NOTICES_MAX = 20
_TO_COME = """
WHERE t.municipality = %s AND t.lifted = %s AND t.ends_at > %s
ORDER BY t.begins_at, t.id LIMIT %s
"""


def closures(municipality: str, facility: str, day: date) -> tuple[Closure, ...]:
    """The notices that close a room on a day (CM-08), the earliest first."""
    notices = RoomNotice.objects.filter(
        municipality=municipality, facility=facility, day=day, lifted=False
    )
    rows = notices.values_list("start_minute", "end_minute", "reason")
    return tuple(Closure(facility, day, *row) for row in sorted(rows))


def room_notices(notices: Iterable[RoomNotice]) -> tuple[wire.RoomNotice, ...]:
    """As terminals show them, the earliest first."""
    told = [
        wire.RoomNotice(
            facility=one.facility,
            day=one.day,
            start_minute=one.start_minute,
            end_minute=one.end_minute,
            reason=one.reason,
            text=one.text,
        )
        for one in notices
    ]
    return tuple(sorted(told, key=lambda one: (one.day, one.start_minute, one.facility)))


def is_stopped(municipality: str, now: datetime) -> bool:
    """Whether the service is stopped now (KM-02)."""
    stops = ServiceNotice.objects.filter(municipality=municipality, stops=True, lifted=False)
    return stops.filter(begins_at__lte=now, ends_at__gt=now).exists()


def service_notices(municipality: str, now: datetime) -> tuple[wire.ServiceNotice, ...]:
    """Those that stand or are to come, the earliest first."""
    rows = select(ServiceNotice, _TO_COME, municipality, False, now, NOTICES_MAX)
    return tuple(
        wire.ServiceNotice(
            begins_ms=millis(row.begins_at),
            ends_ms=millis(row.ends_at),
            stops=row.stops,
            text=row.text,
        )
        for row in rows
    )
