"""Slots in this terminal's hands (端末確保枠): what is booked of them, and what may be promised."""

from datetime import date

from kiosk.flow import standing
from kiosk.visit import Plan, Sent, Visit
from rules.facts import Occupied
from rules.floor import allocate, allocate_within, occupy
from rules.verdict import Verdict
from sync.holds import Held

__all__ = ["cells_for", "fitting", "held_cells", "is_promised", "may_promise", "place_kept"]

NOTHING: Occupied = frozenset()
#: A booking that is more than provisional (仮予約) at once.
FINAL = {None, "confirmed", "permitted"}


def fitting(visit: Visit, plan: Plan) -> Held | None:
    """The hold that a booking uses up: where the line is down, or no other court is free.

    A booking by itself: of several times of one yes, or a change, none does.
    """
    holds, room = visit.site.snapshot.holds, visit.site.municipality.rooms.get(plan.facility)
    if not holds or room is None or visit.wish.changing or visit.of(standing.Basket).plans:
        return None
    occupied = standing.occupied(visit, plan.facility, plan.day)
    free = allocate(room.floor, standing.slot_of(plan), occupied)
    if visit.site.line_up and free is not None:
        return None
    return next((one for one in holds if cells_for(visit, one, plan) is not None), None)


def cells_for(visit: Visit, hold: Held, plan: Plan) -> frozenset[int] | None:
    """The cells of a plan that lies in a hold; None where it does not."""
    if (hold.facility, hold.day) != (plan.facility, plan.day):
        return None
    floor = visit.site.municipality.rooms[plan.facility].floor
    mine = occupy(floor, hold.cells, hold.start_minute, hold.end_minute)
    return allocate_within(floor, standing.slot_of(plan), mine)


def held_cells(visit: Visit, facility: str, day: date) -> Occupied:
    """All that this terminal holds of a room on a day."""
    room, found = visit.site.municipality.rooms.get(facility), NOTHING
    for hold in visit.site.snapshot.holds:
        if room is not None and (hold.facility, hold.day) == (facility, day):
            found |= occupy(room.floor, hold.cells, hold.start_minute, hold.end_minute)
    return found


def may_promise(verdict: Verdict) -> bool:
    """Whether the booking is more than provisional, so that it may be called 確定."""
    return verdict.outcome is not None and verdict.outcome.get("stage") in FINAL


def is_promised(visit: Visit, sent: Sent) -> bool:
    """It used up a hold, in a visit whose login the centre accepted: 確定 without the line."""
    return sent.held and sent.final and _is_known(visit)


def place_kept(visit: Visit, sent: Sent) -> bool:
    """Its place is kept, and whose it is will be looked at when the line is back."""
    return sent.held and sent.final and not _is_known(visit)


def _is_known(visit: Visit) -> bool:
    return visit.person is not None and visit.person.resident is not None
