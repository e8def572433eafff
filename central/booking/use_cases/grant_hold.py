"""Put one free slot into the hands of a terminal (端末確保枠), in the session that it is in now."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from central.booking.boards import mark_changed
from central.booking.cells import hold_cells
from central.booking.facts import room_facts
from central.booking.models import Hold
from central.decision import TAKEN, Decision, refused, rejected
from central.journal import commands
from central.journal.commands import Context
from central.sql import insert_new, new
from rules.facts import Slot
from rules.floor import allocate, occupy
from rules.hold_slots import is_in_time

__all__ = ["KIND", "Body", "perform"]

KIND = "grant_hold"


class Body(commands.Body):
    """One court; the command's line gives the hold its id, which is the grant."""

    terminal: Annotated[str, Field(min_length=1, max_length=64)]
    session: UUID
    facility: str
    sport: str
    day: date
    start_minute: Annotated[int, Field(ge=0, le=1440)]
    end_minute: Annotated[int, Field(ge=0, le=1440)]


def perform(body: Body, context: Context) -> Decision:
    """Whoever loses a race for a cell gets the database's IntegrityError, and is tried again."""
    here = context.municipality
    room = here.rooms.get(body.facility)
    if room is None or not is_in_time(here, room.id, body.day, context.now):
        return rejected("not_held_here", "")
    slot = Slot(room.id, body.sport, 1, body.day, body.start_minute, body.end_minute)
    taken, closed = room_facts(here.id, room.id, body.day)
    for notice in closed:
        whole = range(room.floor.cells)
        taken |= occupy(room.floor, whole, notice.start_minute, notice.end_minute)
    cells = allocate(room.floor, slot, taken)
    if cells is None or context.last:
        return refused((TAKEN,))
    hold = new(
        Hold,
        id=context.line,
        municipality=here.id,
        cells=sorted(cells),
        granted_at=context.now,
        **body.model_dump(),
    )
    insert_new(hold)
    hold_cells(room.floor, hold)
    mark_changed(hold.facility, hold.day, context)
    return Decision("applied", outcome={"cells": " ".join(map(str, hold.cells))})
