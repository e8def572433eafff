"""Book courts of a room: decide with authority, take the cells, write the booking."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from central.booking.cells import take_cells
from central.booking.facts import live_facts, occupied
from central.booking.models import Booking
from central.decision import TAKEN, Decision, refused, scalars
from central.registry.facts import resident_facts
from central.registry.models import Resident
from central.sql import insert_new
from rules.calendar import day_of
from rules.decide import decide
from rules.facts import Channel, Facts, Occupied, Request, Slot, Verb
from rules.floor import allocate
from rules.policy import Municipality
from rules.verdict import Verdict
from sync.wire import BookBody, receipt_number

__all__ = ["Order", "book"]


@dataclass(frozen=True, slots=True)
class Order:
    """A wish to book, and from whom; ``action`` becomes the booking's id."""

    municipality: Municipality
    resident: Resident
    body: BookBody
    action: UUID
    channel: Channel


def book(order: Order, now: datetime, *, last: bool) -> Decision:
    """Runs inside the transaction of the action that asks.

    Whoever loses a race for a cell gets the database's IntegrityError here, and is tried again
    with the winner's cells in view. At the ``last`` attempt a race that does not end is a loss.
    """
    taken = occupied(order.municipality.id, order.body.facility, order.body.day)
    slot = _slot(order.body)
    verdict = _decide(order, slot, taken, now)
    if not verdict.allowed:
        return refused(verdict.reasons)
    cells = allocate(order.municipality.rooms[slot.facility].floor, slot, taken)
    if cells is None or last:
        return refused((TAKEN,))
    booking = _written(order, cells, verdict, now)
    return Decision("applied", booking=booking, outcome=scalars(verdict.outcome or {}))


def _slot(body: BookBody) -> Slot:
    return Slot(
        body.facility, body.sport, body.courts, body.day, body.start_minute, body.end_minute
    )


def _decide(order: Order, slot: Slot, taken: Occupied, now: datetime) -> Verdict:
    today = day_of(now)
    return decide(
        order.municipality,
        Request(Verb.BOOK, order.channel, slot=slot, people=order.body.people),
        resident_facts(order.resident, today),
        Facts(bookings=live_facts(order.resident, today), occupied=taken),
        now,
    )


def _written(order: Order, cells: frozenset[int], verdict: Verdict, now: datetime) -> Booking:
    body = order.body
    fee = (verdict.outcome or {}).get("fee")
    booking = Booking(
        id=order.action,
        municipality=order.municipality.id,
        number=receipt_number(order.action),
        resident_id=order.resident.id,
        facility=body.facility,
        sport=body.sport,
        courts=body.courts,
        cells=sorted(cells),
        people=body.people,
        day=body.day,
        start_minute=body.start_minute,
        end_minute=body.end_minute,
        fee=fee if isinstance(fee, int) else 0,
        booked_on=day_of(now),
        changed_at=now,
    )
    insert_new(booking)
    take_cells(order.municipality.rooms[body.facility].floor, booking)
    return booking
