"""Change a booking into another (予約変更): it keeps its number, and its slot until the end."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from central.booking.asking import Asked, gather, price_of, request_of_wish, slot_of_wish
from central.booking.boards import mark_changed
from central.booking.cells import move_cells, place, taken_before
from central.booking.facts import slot_of
from central.booking.models import Booking
from central.booking.rows import locked_booking, rewrite
from central.decision import NOT_OWN, TAKEN, Decision, Scalar, refused, scalars
from central.journal import commands
from central.journal.commands import Context
from central.money.charges import charge_less, charge_more, renew_terms
from rules.calendar import day_of
from rules.decide import decide
from rules.facts import Channel, Slot, Verb
from rules.verdict import Verdict
from sync.wire import BookBody

__all__ = ["KIND", "Body", "perform"]

KIND = "change_booking"


class Body(commands.Body):
    """Who changes which booking into what; no ``resident``: the staff, whoever's it is.

    ``recorded_at``: a limit counts as the terminal recorded it, while nothing of it has begun.
    """

    resident: UUID | None = None
    channel: Channel
    number: str
    to: BookBody
    recorded_at: datetime | None = None


def perform(body: Body, context: Context) -> Decision:
    """In one transaction, the new cells before the old ones are given up (KM-76)."""
    booking = locked_booking(body.number, body.resident, context)
    if booking is None:
        return refused((NOT_OWN,))
    slot = slot_of_wish(body.to)
    asked = gather(booking, slot, context)
    verdict = _decide(body, slot, asked, context)
    if not verdict.allowed:
        return refused(verdict.reasons)
    floor = context.municipality.rooms[slot.facility].floor
    taken = asked.facts.occupied
    cells = taken_before(context, slot, taken) or place(floor, slot, taken, booking)
    if cells is None or context.last:
        return refused((TAKEN,))
    moved = _move(booking, body, cells, context)
    outcome = _price(booking, asked, context)
    if moved:
        outcome |= scalars(renew_terms(booking, context))
    return Decision("applied", booking=booking, outcome=outcome)


def _decide(body: Body, slot: Slot, asked: Asked, context: Context) -> Verdict:
    request = request_of_wish(Verb.CHANGE, body.channel, body.to)
    request = replace(request, booking=asked.booking)
    begins = min(slot.starts_at, asked.booking.slot.starts_at)
    counts = body.recorded_at if context.now < begins else None
    return decide(context.municipality, request, asked.person, asked.facts, counts or context.now)


def _move(booking: Booking, body: Body, cells: frozenset[int], context: Context) -> bool:
    """Whether it is another use now: booked today (KM-76), and by nobody's draw."""
    before = (booking.facility, booking.day, booking.start_minute)
    moved = before != (body.to.facility, body.to.day, body.to.start_minute)
    if before[:2] != (body.to.facility, body.to.day):
        mark_changed(booking.facility, booking.day, context)
    wish = body.to.model_dump(exclude={"verb", "grant"})
    anew = {"booked_on": day_of(context.now), "won": False} if moved else {}
    rewrite(booking, context, **wish, **anew, cells=sorted(cells))
    move_cells(context.municipality.rooms[booking.facility].floor, booking)
    return moved


def _price(booking: Booking, asked: Asked, context: Context) -> dict[str, Scalar]:
    """What it costs now; the difference is to be paid, or to be given back (KM-75, KM-95)."""
    before, people, students = booking.fee, booking.people, booking.students
    fee = price_of(context.municipality, slot_of(booking), asked.person, people, students)
    if fee is None or fee == before:
        return {"fee": before, "more_yen": 0, "back_yen": 0}
    rewrite(booking, context, fee=fee)
    more, back = max(0, fee - before), 0
    if more:
        charge_more(booking, more, "surcharge", context)
    else:
        back = charge_less(booking, fee, {}, context)
    return {"fee": fee, "more_yen": more, "back_yen": back}
