"""Move a paid booking that weather took to another day (振替, KM-91): what was paid pays for it."""

from dataclasses import replace
from typing import Literal

from central.booking.asking import Asked, gather, price_of, request_of_wish, slot_of_wish
from central.booking.cells import taken_before
from central.booking.facts import slot_of
from central.booking.hours import left_of, shorten
from central.booking.models import LIVE, Booking, BookingStatus
from central.booking.rows import free_cells, locked_booking, rewrite
from central.booking.use_cases.book import Caller, write_booking
from central.decision import NOT_OWN, TAKEN, Decision, refused
from central.journal import commands
from central.journal.commands import Context
from central.money.charges import move_charge
from central.money.ledger import charges_of, to_give_back_yen
from rules.decide import decide
from rules.facts import Channel, Verb
from rules.families.change import unused_minutes
from rules.families.payment import stage_of_new
from rules.floor import allocate
from rules.verdict import Verdict
from sync.wire import BookBody

__all__ = ["KIND", "Body", "perform"]

KIND = "substitute_booking"


class Body(commands.Body):
    """``number`` stands, or was cancelled for weather and waits for its refund."""

    channel: Channel
    number: str
    to: BookBody
    reason: Literal["weather", "force_majeure"]


def perform(body: Body, context: Context) -> Decision:
    """The later booking is a new one, with a number of its own."""
    booking = locked_booking(body.number, None, context, (*LIVE, BookingStatus.CANCELLED))
    if booking is None:
        return refused((NOT_OWN,))
    slot = slot_of_wish(body.to)
    asked = gather(booking, slot, context)
    if booking.state == BookingStatus.CANCELLED:
        if not _waits_for_refund(booking, asked):
            return refused((NOT_OWN,))
        asked = _as_it_stood(asked)
    verdict = _decide(body, asked, context)
    if not verdict.allowed:
        return refused(verdict.reasons)
    floor, taken = context.municipality.rooms[slot.facility].floor, asked.facts.occupied
    cells = taken_before(context, slot, taken) or allocate(floor, slot, taken)
    if cells is None or context.last:
        return refused((TAKEN,))
    later = _book(booking, body, cells, asked, context)
    kept = _give_up(booking, asked, context)
    move_charge(booking, later, kept, context)
    return Decision("applied", booking=later, outcome={"fee": later.fee, "kept_yen": kept})


def _waits_for_refund(booking: Booking, asked: Asked) -> bool:
    """Cancelled since a notice took all of it, and nothing of it has been given back yet."""
    taken = not left_of(asked.booking.slot, asked.facts.closed)
    return taken and sum(map(to_give_back_yen, charges_of(booking))) >= booking.fee > 0


def _as_it_stood(asked: Asked) -> Asked:
    known = replace(asked.booking, paid=True)
    others = asked.facts.bookings[1:]
    return replace(asked, booking=known, facts=replace(asked.facts, bookings=(known, *others)))


def _decide(body: Body, asked: Asked, context: Context) -> Verdict:
    request = request_of_wish(Verb.SUBSTITUTE, body.channel, body.to)
    request = replace(request, booking=asked.booking, reason=body.reason)
    return decide(context.municipality, request, asked.person, asked.facts, context.now)


def _book(
    booking: Booking, body: Body, cells: frozenset[int], asked: Asked, context: Context
) -> Booking:
    slot, people = slot_of_wish(body.to), body.to.people
    outcome = {
        "fee": price_of(context.municipality, slot, asked.person, people, body.to.students),
        "stage": stage_of_new(context.municipality, slot).value,
    }
    caller = Caller(booking.resident, body.channel, booking.holder)
    return write_booking(caller, body.to, cells, outcome, context)


def _give_up(booking: Booking, asked: Asked, context: Context) -> int:
    """End it, or leave the part that was used; the yen that it still costs."""
    if booking.state == BookingStatus.CANCELLED:
        return 0
    slot = slot_of(booking)
    unused = unused_minutes(asked.booking, asked.facts.closed)
    kept = booking.fee - booking.fee * unused // (slot.end_minute - slot.start_minute)
    if unused == slot.end_minute - slot.start_minute:
        rewrite(booking, context, state=BookingStatus.CANCELLED)
        free_cells(booking)
        return 0
    shorten(booking, left_of(slot, asked.facts.closed), context)
    rewrite(booking, context, fee=kept)
    return kept
