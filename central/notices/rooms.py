"""Rooms of a scope, and notices that close them."""

from collections.abc import Iterator
from datetime import date, timedelta

from central.booking.boards import mark_changed
from central.booking.models import LIVE, Booking
from central.journal.commands import Context
from central.notices.models import RoomNotice
from rules.facts import Closure
from rules.policy import Municipality

__all__ = ["bookings_met", "close", "days_between", "rooms_of"]


def rooms_of(scope: str, municipality: Municipality) -> list[str]:
    """The room, or every room of the venue; none where there is no such place."""
    rooms = municipality.rooms
    return sorted(name for name, room in rooms.items() if scope in {name, room.venue})


def days_between(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def close(closure: Closure, text: str, context: Context) -> None:
    """Write the notice; terminals get the room's day again."""
    RoomNotice.objects.create(
        id=context.make_id(f"notice {closure.facility} {closure.day}"),
        municipality=context.municipality.id,
        facility=closure.facility,
        day=closure.day,
        start_minute=closure.start_minute,
        end_minute=closure.end_minute,
        reason=closure.reason,
        text=text,
        made_at=context.now,
    )
    mark_changed(closure.facility, closure.day, context)


def bookings_met(closure: Closure, context: Context) -> list[str]:
    """The numbers of the live bookings in the closed hours.

    By way of the cells, of which there is an index by room and day.
    """
    rows = Booking.objects.filter(
        taken__municipality=context.municipality.id,
        taken__facility=closure.facility,
        taken__day=closure.day,
        state__in=LIVE,
        start_minute__lt=closure.end_minute,
        end_minute__gt=closure.start_minute,
    )
    return sorted(rows.values_list("number", flat=True).distinct())
