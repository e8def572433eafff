"""Close rooms for some hours for weather or another force majeure, and spare whom it hits.

Whoever loses all of the time is cancelled, whoever loses some of it pays for the rest; what was
paid beyond that is to be given back (KM-90, ON-35, OG-11).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from central.booking.asking import Asked, gather, price_of
from central.booking.facts import slot_of
from central.booking.hours import left_of, minutes_of, shorten, shortened
from central.booking.models import Booking, BookingStatus
from central.booking.rows import end, locked_booking, rewrite
from central.decision import Decision, rejected
from central.journal import commands
from central.journal.commands import Context
from central.money.charges import charge_less, renew_terms
from central.notices.rooms import bookings_met, close, rooms_of
from central.registry.fields import Line
from rules.decide import decide
from rules.facts import Channel, Closure, Request, Verb
from rules.verdict import Verdict

__all__ = ["KIND", "Body", "perform"]

KIND = "rain_off"
Minute = Annotated[int, Field(ge=0, le=1440)]


class Body(commands.Body):
    """``scope`` is a venue or a room; ``text`` is what the notice says."""

    scope: Annotated[str, Field(max_length=64)]
    day: date
    start_minute: Minute
    end_minute: Minute
    reason: Literal["weather", "force_majeure"]
    text: Line = ""


@dataclass(slots=True)
class _Hit:
    """The numbers of the bookings, by what became of them; ``left`` is for the staff to look at.

    ``backs`` are the yen to be given back, where there are any.
    """

    cancelled: list[str] = field(default_factory=list)
    reduced: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    backs: dict[str, int] = field(default_factory=dict)


def perform(body: Body, context: Context) -> Decision:
    rooms = rooms_of(body.scope, context.municipality)
    if not rooms:
        return rejected("no_such_room", "CM-04", facility=body.scope)
    if body.end_minute <= body.start_minute:
        return rejected("end_not_after_start", "CM-03")
    hit = _Hit()
    for room in rooms:
        closure = Closure(room, body.day, body.start_minute, body.end_minute, body.reason)
        close(closure, body.text, context)
        for number in bookings_met(closure, context):
            _spare(number, body, hit, context)
    return Decision(
        "applied",
        outcome={
            "cancelled": " ".join(hit.cancelled),
            "reduced": " ".join(hit.reduced),
            "left": " ".join(hit.left),
            "back_yen": sum(hit.backs.values()),
            "backs": " ".join(f"{number}={yen}" for number, yen in hit.backs.items()),
        },
    )


def _spare(number: str, body: Body, hit: _Hit, context: Context) -> None:
    booking = locked_booking(number, None, context)
    if booking is None:
        return
    asked = gather(booking, slot_of(booking), context)
    whole = not left_of(asked.booking.slot, asked.facts.closed)
    cancel = _ask(Verb.CANCEL, booking, asked, body, context)
    verdict = cancel if whole else _ask(Verb.CHANGE, booking, asked, body, context)
    if not verdict.allowed:
        hit.left.append(number)
        return
    outcome = cancel.outcome or {}
    if whole:
        back = end(booking, BookingStatus.CANCELLED, outcome, context, body.text)
        hit.cancelled.append(number)
    else:
        back = _reduce(booking, asked, outcome, context)
        hit.reduced.append(number)
    if back:
        hit.backs[number] = back


def _ask(verb: Verb, booking: Booking, asked: Asked, body: Body, context: Context) -> Verdict:
    slot = None
    if verb is Verb.CHANGE:
        slot = shortened(booking, left_of(asked.booking.slot, asked.facts.closed))
    request = Request(
        verb,
        Channel.DESK,
        slot=slot,
        booking=asked.booking,
        people=booking.people,
        students=booking.students,
        reason=body.reason,
    )
    return decide(context.municipality, request, asked.person, asked.facts, context.now)


def _reduce(booking: Booking, asked: Asked, outcome: Mapping[str, object], context: Context) -> int:
    """The fee of what is left, by the minute; told twice, the same notice takes nothing more."""
    slot, people, students = slot_of(booking), booking.people, booking.students
    price = price_of(context.municipality, slot, asked.person, people, students)
    times = left_of(slot, asked.facts.closed)
    full = booking.fee if price is None else price
    whole = slot.end_minute - slot.start_minute
    fee = min(booking.fee, full * minutes_of(times) // whole)
    shorten(booking, times, context)
    renew_terms(booking, context)
    if fee == booking.fee:
        return 0
    rewrite(booking, context, fee=fee)
    return charge_less(booking, fee, outcome, context)
