"""A hold (端末確保枠): whose it is, what lies in it, and how it ends."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError

from central.booking.boards import mark_changed
from central.booking.known import Room
from central.booking.models import Cell, Hold, HoldState
from central.find import find_one, select
from central.journal.commands import Body, Context
from rules.facts import Occupied, Slot
from rules.floor import Floor, allocate_within, occupy
from rules.hold_slots import is_in_time
from rules.policy import Municipality
from sync.wire import HeldSlot

__all__ = [
    "HoldClaim",
    "cells_within",
    "end_hold",
    "find_hold",
    "held_slots",
    "locked_hold",
    "recall",
    "without",
]

#: More than all terminals of a municipality may have by any policy.
HOLDS_MAX = 1_000
_STANDING = """
WHERE t.municipality = %s AND t.day BETWEEN %s AND %s AND t.state = 'held'
ORDER BY t.day, t.facility, t.id LIMIT %s
"""


class HoldClaim(Body):
    """Who names a grant in an action.

    ``promised``: its visit had logged in, so that the resident has a ticket that says 確定;
    ``recorded_at`` is when.
    """

    terminal: str
    session: UUID
    promised: bool
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class _Whole:
    """The floor of a hold's room, and what it has of it."""

    floor: Floor
    cells: Occupied


def locked_hold(grant: UUID, context: Context) -> Hold | None:
    """One that stands, for the transaction."""
    hold = find_one(Hold, lock=True, municipality=context.municipality.id, id=grant)
    return hold if hold is not None and hold.state == HoldState.HELD else None


def find_hold(grant: UUID | None, claim: HoldClaim | None, context: Context) -> Hold | None:
    """The hold that an action names, if it is this terminal's and was given to this session.

    A disk that was set back or copied goes on in another session, which has none.
    """
    if grant is None or claim is None:
        return None
    hold = locked_hold(grant, context)
    if hold is None or (hold.terminal, hold.session) != (claim.terminal, claim.session):
        return None
    return hold


def without(room: Room, hold: Hold, municipality: Municipality) -> Room:
    """The room as whoever has the hold finds it."""
    return replace(room, taken=room.taken - _whole(hold, municipality).cells)


def cells_within(hold: Hold, slot: Slot, municipality: Municipality) -> frozenset[int] | None:
    """The cells of a booking that lies in the hold; None where it does not."""
    if (slot.facility, slot.day) != (hold.facility, hold.day):
        return None
    whole = _whole(hold, municipality)
    return allocate_within(whole.floor, slot, whole.cells)


def end_hold(hold: Hold, state: HoldState, context: Context) -> None:
    """Its cells are free from here on; if somebody ended it before, the command is tried again."""
    standing = Hold.objects.filter(pk=hold.pk, state=HoldState.HELD)
    if standing.update(state=state, ended_at=context.now) != 1:
        raise IntegrityError("the hold has ended meanwhile")
    Cell.objects.filter(hold=hold).delete()
    mark_changed(hold.facility, hold.day, context)


def recall(slot: Slot, context: Context) -> None:
    """Somebody wants what is held: its terminals are asked for it, and their next report says.

    Nothing is asked where the policy lets nothing be held, or not any more: the job recalls that.
    """
    if slot.facility not in context.municipality.rooms:
        return
    if not is_in_time(context.municipality, slot.facility, slot.day, context.now):
        return
    overlapping = Hold.objects.filter(
        municipality=context.municipality.id,
        facility=slot.facility,
        day=slot.day,
        state=HoldState.HELD,
        recalled_at=None,
        start_minute__lt=slot.end_minute,
        end_minute__gt=slot.start_minute,
    )
    overlapping.update(recalled_at=context.now)


def held_slots(municipality: str, days: tuple[date, date]) -> tuple[HeldSlot, ...]:
    """All that stand, for the terminals: each finds its own among them."""
    return tuple(map(_told, select(Hold, _STANDING, municipality, *days, HOLDS_MAX)))


def _told(hold: Hold) -> HeldSlot:
    return HeldSlot(
        grant=hold.id,
        terminal=hold.terminal,
        session=hold.session,
        facility=hold.facility,
        day=hold.day,
        start_minute=hold.start_minute,
        end_minute=hold.end_minute,
        cells=tuple(hold.cells),
        recalled=hold.recalled_at is not None,
    )


def _whole(hold: Hold, municipality: Municipality) -> _Whole:
    floor = municipality.rooms[hold.facility].floor
    cells = occupy(floor, hold.cells, hold.start_minute, hold.end_minute)
    return _Whole(floor, cells)
