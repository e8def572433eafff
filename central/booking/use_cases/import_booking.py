"""Take over one booking of an older system with its number: no rule is asked, but there must be
room for it.
"""

from datetime import date
from typing import Annotated

from pydantic import Field

from central.booking.asking import slot_of_wish
from central.booking.cells import take_cells
from central.booking.facts import room_facts
from central.booking.models import Booking
from central.decision import TAKEN, Decision, refused, rejected
from central.journal import commands
from central.journal.commands import Context
from central.money.charges import charge_for
from central.money.ledger import record
from central.money.models import MovementKind
from central.registry.fields import Line
from central.registry.models import Resident
from central.registry.residents import NOBODY
from central.sql import insert_new
from rules.families.payment import stage_of_new
from rules.floor import allocate
from rules.municipality import Municipality, Room
from sync.wire import BookBody

__all__ = ["KIND", "Body", "perform"]

KIND = "import_booking"


class Body(commands.Body):
    """``resident`` is a number; without one ``holder`` says who it is for."""

    number: Annotated[str, Field(min_length=1, max_length=16, pattern=r"^[0-9A-Za-z-]+$")]
    resident: Annotated[str, Field(max_length=64)] = ""
    holder: Annotated[Line, Field(max_length=100)] = ""
    wish: BookBody
    fee: Annotated[int, Field(ge=0, le=10_000_000)] = 0
    paid: bool = False
    booked_on: date


def perform(body: Body, context: Context) -> Decision:
    here, wish = context.municipality, body.wish
    resident = _resident(body, here.id)
    if (refusal := _refusal(body, resident, here)) is not None:
        return refusal
    taken, _ = room_facts(here.id, wish.facility, wish.day)
    cells = allocate(here.rooms[wish.facility].floor, slot_of_wish(wish), taken)
    if cells is None or context.last:
        return refused((TAKEN,))
    return Decision("applied", booking=_write(body, resident, cells, context))


def _refusal(body: Body, resident: Resident | None, here: Municipality) -> Decision | None:
    wish, room = body.wish, here.rooms.get(body.wish.facility)
    if bool(body.resident) == bool(body.holder.strip()):
        return rejected("resident_or_holder", "")
    if body.resident and resident is None:
        return NOBODY
    if room is None or wish.sport not in room.sports:
        return rejected("sport_not_offered", "CM-04", facility=wish.facility, sport=wish.sport)
    if not _on_the_grid(wish, room):
        return rejected("off_the_grid", "CM-03", granule_minutes=room.granule_minutes)
    if Booking.objects.filter(municipality=here.id, number=body.number).exists():
        return rejected("number_taken", "")
    return None


def _resident(body: Body, municipality: str) -> Resident | None:
    return Resident.objects.filter(municipality=municipality, number=body.resident).first()


def _on_the_grid(wish: BookBody, room: Room) -> bool:
    start, end = wish.start_minute, wish.end_minute
    return start < end and start % room.granule_minutes == end % room.granule_minutes == 0


def _write(
    body: Body, resident: Resident | None, cells: frozenset[int], context: Context
) -> Booking:
    """With its charge, which is paid where the older system says so."""
    wish = body.wish
    booking = Booking(
        id=context.line,
        municipality=context.municipality.id,
        resident=resident,
        **body.model_dump(include={"number", "holder", "fee", "booked_on"}),
        **wish.model_dump(exclude={"verb", "grant"}),
        cells=sorted(cells),
        state=stage_of_new(context.municipality, slot_of_wish(wish)).value,
        changed_at=context.now,
    )
    insert_new(booking)
    take_cells(context.municipality.rooms[wish.facility].floor, booking)
    charge = charge_for(booking, {}, context)
    if charge is not None and body.paid:
        record(charge, MovementKind.DESK, charge.yen, f"import {body.number}", context)
        booking.refresh_from_db(fields=["paid", "state"])
    return booking
