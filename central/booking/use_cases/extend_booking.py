"""Extend a booking on its day while the time after it is free (当日の時間延長, KM-92)."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from pydantic import Field

from central.booking.asking import Asked, gather, price_of
from central.booking.cells import move_cells, place, taken_before
from central.booking.facts import slot_of
from central.booking.models import Booking
from central.booking.rows import locked_booking, rewrite
from central.decision import NOT_OWN, TAKEN, Decision, refused
from central.journal import commands
from central.journal.commands import Context
from central.money.charges import charge_more
from rules.decide import decide
from rules.facts import Channel, Request, Slot, Verb

__all__ = ["KIND", "Body", "perform"]

KIND = "extend_booking"


class Body(commands.Body):
    """Which booking is to last until when; no ``resident``: the staff, whoever's it is."""

    resident: UUID | None = None
    channel: Channel
    number: str
    end_minute: Annotated[int, Field(ge=0, le=1440)]


def perform(body: Body, context: Context) -> Decision:
    booking = locked_booking(body.number, body.resident, context)
    if booking is None:
        return refused((NOT_OWN,))
    slot = replace(slot_of(booking), end_minute=body.end_minute)
    asked = gather(booking, slot, context)
    # Its equipment goes along unasked: it is counted by booking and not by hour, and nothing more
    # of it is asked for. No clause has a price of it, so the time alone is charged.
    request = Request(
        Verb.EXTEND,
        body.channel,
        slot=slot,
        booking=asked.booking,
        people=booking.people,
        students=booking.students,
    )
    verdict = decide(context.municipality, request, asked.person, asked.facts, context.now)
    if not verdict.allowed:
        return refused(verdict.reasons)
    floor = context.municipality.rooms[slot.facility].floor
    taken = asked.facts.occupied
    cells = taken_before(context, slot, taken) or place(floor, slot, taken, booking)
    if cells is None or context.last:
        return refused((TAKEN,))
    ended = booking.end_minute
    rewrite(booking, context, cells=sorted(cells), end_minute=slot.end_minute)
    move_cells(floor, booking)
    return Decision(
        "applied",
        booking=booking,
        outcome={"more_yen": _charge(booking, slot, ended, asked, context)},
    )


def _charge(booking: Booking, slot: Slot, ended: int, asked: Asked, context: Context) -> int:
    """The added time, which is paid like a booking of it that is made now."""
    added = replace(slot, start_minute=ended)
    people, students = booking.people, booking.students
    more = price_of(context.municipality, added, asked.person, people, students) or 0
    rewrite(booking, context, fee=booking.fee + more)
    charge_more(booking, more, "extension", context, from_minute=ended)
    return more
