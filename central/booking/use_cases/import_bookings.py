"""Take over bookings that were agreed elsewhere: no rule is asked, but the cells must be free."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from pydantic import Field

from central.booking.cells import take_cells
from central.booking.models import Booking
from central.decision import APPLIED, TAKEN, Decision, refused, rejected
from central.journal import commands
from central.journal.commands import Context
from central.registry.models import Resident
from central.registry.residents import NOBODY
from rules.calendar import day_of
from sync.wire import BookBody, receipt_number

__all__ = ["AT_ONCE_MAX", "KIND", "Agreed", "Body", "perform"]

KIND = "import_bookings"
AT_ONCE_MAX = 500


class Agreed(commands.Body):
    """One booking with the cells that it has; its number is made of its id."""

    id: UUID
    wish: BookBody
    cells: tuple[int, ...]
    fee: int = 0
    paid: bool = False


class Body(commands.Body):
    """Bookings of one resident."""

    resident: UUID
    bookings: Annotated[tuple[Agreed, ...], Field(max_length=AT_ONCE_MAX)]


def perform(body: Body, context: Context) -> Decision:
    """All of them or none."""
    rooms = context.municipality.rooms
    municipality = context.municipality.id
    if not Resident.objects.filter(municipality=municipality, pk=body.resident).exists():
        return NOBODY
    if unknown := [one for one in body.bookings if one.wish.facility not in rooms]:
        return rejected("no_such_room", "CM-04", facility=unknown[0].wish.facility)
    if context.last:
        return refused((TAKEN,))
    _write(body, context)
    return APPLIED


def _write(body: Body, context: Context) -> Sequence[Booking]:
    bookings = [_booking(agreed, body.resident, context) for agreed in body.bookings]
    Booking.objects.bulk_create(bookings)
    for booking in bookings:
        take_cells(context.municipality.rooms[booking.facility].floor, booking)
    return bookings


def _booking(agreed: Agreed, resident: UUID, context: Context) -> Booking:
    wish = agreed.wish
    return Booking(
        id=agreed.id,
        municipality=context.municipality.id,
        number=receipt_number(agreed.id),
        resident_id=resident,
        facility=wish.facility,
        sport=wish.sport,
        courts=wish.courts,
        cells=sorted(agreed.cells),
        people=wish.people,
        day=wish.day,
        start_minute=wish.start_minute,
        end_minute=wish.end_minute,
        fee=agreed.fee,
        paid=agreed.paid,
        booked_on=day_of(context.now),
        changed_at=context.now,
    )
