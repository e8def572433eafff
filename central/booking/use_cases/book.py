"""Book courts of a room: decide with authority, take the cells, write the booking."""

from uuid import UUID

from central.booking.cells import take_cells
from central.booking.facts import live_facts, occupied
from central.booking.models import Booking
from central.decision import TAKEN, Decision, refused, rejected, scalars
from central.journal import commands
from central.journal.commands import Context
from central.registry.facts import resident_facts
from central.registry.models import Resident
from central.sql import insert_new
from rules.calendar import day_of
from rules.decide import decide
from rules.facts import Channel, Facts, Occupied, Request, Slot, Verb
from rules.floor import allocate
from rules.verdict import Verdict
from sync.wire import BookBody, receipt_number

__all__ = ["KIND", "Body", "book", "perform"]

KIND = "book"


class Body(commands.Body):
    """Who books by which way, and what; the command's line gives the booking its id."""

    resident: UUID
    channel: Channel
    wish: BookBody


def perform(body: Body, context: Context) -> Decision:
    """Book for a resident, whose row is locked first: two at once cannot pass the same limit."""
    known = Resident.objects.select_for_update().filter(
        municipality=context.municipality.id, pk=body.resident
    )
    resident = known.first()
    return rejected("no_registration", "") if resident is None else book(resident, body, context)


def book(resident: Resident, body: Body, context: Context) -> Decision:
    """The same for one who has the resident's row, locked.

    Whoever loses a race for a cell gets the database's IntegrityError here, and is tried again
    with the winner's cells in view. At the last attempt a race that does not end is a loss.
    """
    taken = occupied(context.municipality.id, body.wish.facility, body.wish.day)
    slot = _slot(body.wish)
    verdict = _decide(resident, body, slot, taken, context)
    if not verdict.allowed:
        return refused(verdict.reasons)
    cells = allocate(context.municipality.rooms[slot.facility].floor, slot, taken)
    if cells is None or context.last:
        return refused((TAKEN,))
    booking = _written(resident, body.wish, cells, verdict, context)
    return Decision("applied", booking=booking, outcome=scalars(verdict.outcome or {}))


def _slot(wish: BookBody) -> Slot:
    return Slot(
        wish.facility, wish.sport, wish.courts, wish.day, wish.start_minute, wish.end_minute
    )


def _decide(
    resident: Resident, body: Body, slot: Slot, taken: Occupied, context: Context
) -> Verdict:
    today = day_of(context.now)
    return decide(
        context.municipality,
        Request(Verb.BOOK, body.channel, slot=slot, people=body.wish.people),
        resident_facts(resident, today),
        Facts(bookings=live_facts(resident, today), occupied=taken),
        context.now,
    )


def _written(
    resident: Resident,
    wish: BookBody,
    cells: frozenset[int],
    verdict: Verdict,
    context: Context,
) -> Booking:
    fee = (verdict.outcome or {}).get("fee")
    booking = Booking(
        id=context.line,
        municipality=context.municipality.id,
        number=receipt_number(context.line),
        resident_id=resident.id,
        facility=wish.facility,
        sport=wish.sport,
        courts=wish.courts,
        cells=sorted(cells),
        people=wish.people,
        day=wish.day,
        start_minute=wish.start_minute,
        end_minute=wish.end_minute,
        fee=fee if isinstance(fee, int) else 0,
        booked_on=day_of(context.now),
        changed_at=context.now,
    )
    insert_new(booking)
    take_cells(context.municipality.rooms[wish.facility].floor, booking)
    return booking
