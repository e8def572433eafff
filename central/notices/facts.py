"""Notices about rooms as the rules see them."""

from datetime import date

from central.notices.models import RoomNotice
from rules.facts import Closure

__all__ = ["closures"]


def closures(municipality: str, facility: str, day: date) -> tuple[Closure, ...]:
    """The notices that close a room on a day (CM-08), the earliest first."""
    notices = RoomNotice.objects.filter(
        municipality=municipality, facility=facility, day=day, lifted=False
    )
    rows = notices.values_list("start_minute", "end_minute", "reason")
    return tuple(Closure(facility, day, *row) for row in sorted(rows))
