"""One question to the rules with all that belongs to it, as every family sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar, cast

from rules.calendar import JAPAN, day_of
from rules.facts import Facts, Request, Resident, Slot, Verb
from rules.policy import Municipality, Room
from rules.schema import Kind, Model

S = TypeVar("S", bound=Model)


@dataclass(frozen=True, slots=True)
class Case:
    """``slot`` is what is asked for, or that of the booking that is to be cancelled."""

    municipality: Municipality
    request: Request
    resident: Resident | None
    facts: Facts
    now: datetime
    today: date
    room: Room
    slot: Slot
    starts_at: datetime
    parts: Mapping[type[Model], Model]

    def settings(self, kind: type[S]) -> S | None:
        """What the municipality's data says for a family in this room on this day."""
        return cast("S | None", self.parts.get(kind))

    @property
    def verb(self) -> Verb:
        return self.request.verb

    @property
    def kind(self) -> Kind | None:
        """Whether the resident is registered as individual or group; None: unknown or neither."""
        if self.resident is None or self.resident.type is None:
            return None
        known = self.municipality.types.get(self.resident.type)
        return None if known is None else known.kind


def case_of(
    municipality: Municipality,
    request: Request,
    resident: Resident | None,
    facts: Facts,
    now: datetime,
) -> Case | None:
    """The case, or None where the municipality has no such room."""
    slot = request.slot if request.booking is None else request.booking.slot
    assert slot is not None, "a request names a slot or a booking"
    room = municipality.rooms.get(slot.facility)
    if room is None:
        return None
    return Case(
        municipality,
        request,
        resident,
        facts,
        now.astimezone(JAPAN),
        day_of(now),
        room,
        slot,
        slot.starts_at,
        municipality.settings(room.id, slot.day),
    )
