"""Book courts of a room: decide with authority, take the cells, write the booking."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from central.booking.cells import take_cells, taken_before
from central.booking.known import Person, Room, look_up
from central.booking.models import Booking, BookingStatus
from central.decision import TAKEN, Decision, refused, rejected, scalars
from central.journal import commands
from central.journal.commands import Context
from central.money.charges import charge_for
from central.registry.models import Resident
from central.sql import insert_new, new
from rules.calendar import day_of
from rules.decide import decide
from rules.facts import Channel, Facts, Request, Slot, Verb
from rules.floor import allocate
from rules.verdict import Verdict
from sync.wire import BookBody, receipt_number

__all__ = [
    "KIND",
    "Body",
    "Caller",
    "book",
    "book_for",
    "book_knowing",
    "perform",
    "slot_of_wish",
    "write_booking",
]

KIND = "book"


class Body(commands.Body):
    """Who books by which way, and what; the command's line gives the booking its id."""

    resident: UUID
    channel: Channel
    wish: BookBody


@dataclass(frozen=True, slots=True)
class Caller:
    """Who a booking is for and how it is made; without a registration there is a ``holder``."""

    resident: Resident | None
    channel: Channel
    holder: str = ""


def perform(body: Body, context: Context) -> Decision:
    """Book for a resident, whose row is locked first: two at once cannot pass the same limit."""
    known = Resident.objects.select_for_update().filter(
        municipality=context.municipality.id, pk=body.resident
    )
    resident = known.first()
    return rejected("no_registration", "") if resident is None else book(resident, body, context)


def book(resident: Resident, body: Body, context: Context) -> Decision:
    """The same for one who has the resident's row, locked."""
    return book_for(Caller(resident, body.channel), body.wish, context)


def book_for(caller: Caller, wish: BookBody, context: Context) -> Decision:
    """Book for whoever it is."""
    today = day_of(context.now)
    room, person = look_up(context.municipality.id, wish.facility, wish.day, caller.resident, today)
    return book_knowing(caller, wish, room, person, context)


def book_knowing(
    caller: Caller, wish: BookBody, room: Room, person: Person, context: Context
) -> Decision:
    """The same where all that the rules ask is at hand.

    Whoever loses a race for a cell gets the database's IntegrityError here, and is tried again
    with the winner's cells in view. At the last attempt a race that does not end is a loss.
    """
    slot = slot_of_wish(wish)
    verdict = _decide(caller, wish, room, person, context)
    if not verdict.allowed:
        return refused(verdict.reasons)
    floor = context.municipality.rooms[slot.facility].floor
    cells = taken_before(context, slot, room.taken) or allocate(floor, slot, room.taken)
    if cells is None or context.last:
        return refused((TAKEN,))
    outcome = verdict.outcome or {}
    booking = write_booking(caller, wish, cells, outcome, context)
    charge_for(booking, outcome, context)
    return Decision("applied", booking=booking, outcome=scalars(outcome))


def slot_of_wish(wish: BookBody) -> Slot:
    return Slot(
        wish.facility, wish.sport, wish.courts, wish.day, wish.start_minute, wish.end_minute
    )


def _decide(
    caller: Caller, wish: BookBody, room: Room, person: Person, context: Context
) -> Verdict:
    request = Request(
        Verb.BOOK,
        caller.channel,
        slot=slot_of_wish(wish),
        people=wish.people,
        students=wish.students,
        equipment=tuple(wish.equipment.items()),
    )
    known = Facts(bookings=person.bookings, occupied=room.taken, closed=room.closed)
    return decide(context.municipality, request, person.person, known, context.now)


def write_booking(
    caller: Caller,
    wish: BookBody,
    cells: frozenset[int],
    outcome: Mapping[str, object],
    context: Context,
) -> Booking:
    """The rows of a new booking, which takes its id from the command's line."""
    fee, stage = outcome.get("fee"), outcome.get("stage")
    booking = new(
        Booking,
        id=context.line,
        municipality=context.municipality.id,
        number=receipt_number(context.line),
        resident_id=None if caller.resident is None else caller.resident.id,
        holder=caller.holder,
        facility=wish.facility,
        sport=wish.sport,
        courts=wish.courts,
        cells=sorted(cells),
        people=wish.people,
        students=wish.students,
        equipment=wish.equipment,
        day=wish.day,
        start_minute=wish.start_minute,
        end_minute=wish.end_minute,
        state=stage if isinstance(stage, str) else BookingStatus.CONFIRMED,
        fee=fee if isinstance(fee, int) else 0,
        booked_on=day_of(context.now),
        changed_at=context.now,
    )
    # What asks for the resident next finds the one that is known here.
    booking.resident = caller.resident
    insert_new(booking)
    take_cells(context.municipality.rooms[wish.facility].floor, booking)
    return booking
