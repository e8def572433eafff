"""Book courts of a room: decide with authority, take the cells, write the booking."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from central.booking.asking import request_of_wish, slot_of_wish
from central.booking.cells import take_cells, taken_before
from central.booking.holds import (
    HoldClaim,
    cells_within,
    end_hold,
    find_hold,
    recall,
    without,
)
from central.booking.known import Person, Room, look_up
from central.booking.models import Booking, BookingStatus, HoldState
from central.decision import TAKEN, Decision, refused, scalars
from central.journal import commands
from central.journal.commands import Context
from central.money.charges import charge_for
from central.registry.models import Resident
from central.registry.residents import NOBODY, locked_resident
from central.sql import insert_new, new
from rules import facts
from rules.calendar import JAPAN, day_of
from rules.decide import decide, outcome_of_promised
from rules.facts import Channel, Facts, Request, Slot, Verb
from rules.floor import allocate
from rules.verdict import Reason, Verdict
from sync.wire import BookBody, receipt_number

__all__ = [
    "KIND",
    "Body",
    "Caller",
    "book",
    "book_for",
    "book_knowing",
    "perform",
    "write_booking",
]

KIND = "book"


class Body(commands.Body):
    """Who books by which way, and what; the command's line gives the booking its id.

    ``claim``: the terminal that names a grant in its wish.
    """

    resident: UUID
    channel: Channel
    wish: BookBody
    claim: HoldClaim | None = None


@dataclass(frozen=True, slots=True)
class Caller:
    """Who a booking is for and how it is made; without a registration there is a ``holder``."""

    resident: Resident | None
    channel: Channel
    holder: str = ""
    claim: HoldClaim | None = None


def perform(body: Body, context: Context) -> Decision:
    """Book for a resident, whose row is locked first: two at once cannot pass the same limit."""
    resident = locked_resident(context.municipality.id, body.resident)
    return NOBODY if resident is None else book(resident, body, context)


def book(resident: Resident, body: Body, context: Context) -> Decision:
    """The same for one who has the resident's row, locked."""
    return book_for(Caller(resident, body.channel, claim=body.claim), body.wish, context)


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
    if (held := _book_held(caller, wish, room, person, context)) is not None:
        return held
    slot = slot_of_wish(wish)
    verdict = _decide(caller, wish, room, person, context)
    if not verdict.allowed:
        return _not_free(verdict.reasons, slot, context)
    floor = context.municipality.rooms[slot.facility].floor
    cells = taken_before(context, slot, room.taken) or allocate(floor, slot, room.taken)
    if cells is None or context.last:
        return _not_free((TAKEN,), slot, context)
    return _booked(caller, wish, cells, verdict.outcome or {}, context)


def _book_held(
    caller: Caller, wish: BookBody, room: Room, person: Person, context: Context
) -> Decision | None:
    """Against the cells of its hold, which ends by it, also where the booking is refused.

    A ticket that says 確定 is kept, whatever happened since it was printed; the codes of what
    stands against it are told (``against``).
    """
    claim, here, slot = caller.claim, context.municipality, slot_of_wish(wish)
    hold = find_hold(wish.grant, claim, context)
    if hold is None or claim is None:
        return None
    room = without(room, hold, here)
    cells = cells_within(hold, slot, here)
    promised = claim.promised and cells is not None
    asked = _asked(caller, wish, room, person)
    now = claim.recorded_at.astimezone(JAPAN) if promised else context.now
    verdict = decide(here, *asked, now)
    outcome = verdict.outcome
    if promised and outcome is None and asked[1] is not None:
        outcome = outcome_of_promised(here, asked[0], asked[1], asked[2], now)
    cells = cells or _elsewhere(slot, room, context)
    if outcome is None or cells is None:
        end_hold(hold, HoldState.RETURNED, context)
        return refused(verdict.reasons or (TAKEN,))
    end_hold(hold, HoldState.USED, context)
    against = " ".join(sorted({reason.code for reason in verdict.reasons}))
    told = {**outcome, "against": against} if against else outcome
    return _booked(caller, wish, cells, told, context)


def _elsewhere(slot: Slot, room: Room, context: Context) -> frozenset[int] | None:
    known = context.municipality.rooms.get(slot.facility)
    return None if known is None else allocate(known.floor, slot, room.taken)


def _booked(
    caller: Caller,
    wish: BookBody,
    cells: frozenset[int],
    outcome: Mapping[str, object],
    context: Context,
) -> Decision:
    booking = write_booking(caller, wish, cells, outcome, context)
    charge_for(booking, outcome, context)
    return Decision("applied", booking=booking, outcome=scalars(outcome))


def _not_free(reasons: tuple[Reason, ...], slot: Slot, context: Context) -> Decision:
    """Refused; where a terminal holds what is wanted, it is asked for it."""
    decision = refused(reasons)
    if decision.verdict == "conflict":
        recall(slot, context)
    return decision


def _decide(
    caller: Caller, wish: BookBody, room: Room, person: Person, context: Context
) -> Verdict:
    return decide(context.municipality, *_asked(caller, wish, room, person), context.now)


def _asked(
    caller: Caller, wish: BookBody, room: Room, person: Person
) -> tuple[Request, facts.Resident | None, Facts]:
    request = request_of_wish(Verb.BOOK, caller.channel, wish)
    known = Facts(bookings=person.bookings, occupied=room.taken, closed=room.closed)
    return request, person.person, known


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
