"""A draw from outside, as JSON, made into what ``draw`` takes; or what is wrong with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, cast

from pydantic import AfterValidator, FailFast, Field, ValidationError

from rules.calendar import FIRST_DAY, LAST_DAY, first_of_month
from rules.case_document import SLOTS_MAX, Day, Month
from rules.case_error import CaseError, case_error
from rules.facts import Slot
from rules.lottery import (
    WHOLE_ROOM,
    Draw,
    DrawEntry,
    Ranking,
    draw,
    fits_alone,
    ranked_as_told,
    ranked_by_seed,
)
from rules.municipality import Municipality, Room
from rules.schema import Count, Id, Minute, Model, RoomId

__all__ = ["DRAW_BYTES_MAX", "DrawIntake", "read_draw"]

#: Room for two million entries of a slot each; a document that is longer is not read at all.
DRAW_BYTES_MAX = 500_000_000
ORDERS_MAX = 9_999
Name = Annotated[str, Field(min_length=1, max_length=200)]
Seed = Annotated[str, Field(pattern=r"^([0-9a-fA-F]{2})+$", max_length=1_000)]


class SlotDocument(Model):
    """Without courts it takes the whole room, and then the sport does not matter."""

    facility: RoomId
    sport: Id | None = None
    courts: Annotated[int, Field(ge=1, le=9_999)] | None = None
    day: Day = Field(alias="date")
    start: Minute
    end: Minute


class EntryDocument(Model):
    entry: Name
    user: Name
    preference: Count
    slots: Annotated[tuple[SlotDocument, ...], Field(min_length=1, max_length=SLOTS_MAX)]


def _entry(document: EntryDocument) -> DrawEntry:
    """What the draw takes, at once, since a model weighs four times as much."""
    slots = (
        Slot(s.facility, s.sport or "", s.courts or WHOLE_ROOM, s.day, s.start, s.end)
        for s in document.slots
    )
    return DrawEntry(document.entry, document.user, document.preference, tuple(slots))


class DrawDocument(Model):
    municipality: Name
    month: Month
    entries: Annotated[
        tuple[Annotated[EntryDocument, AfterValidator(_entry)], ...],
        FailFast(),
    ]
    orders: Annotated[tuple[tuple[Name, ...], ...], Field(max_length=ORDERS_MAX)] | None = None
    seed: Seed | None = None


@dataclass(frozen=True, slots=True)
class DrawIntake:
    """A draw that can be held."""

    municipality: Municipality
    entries: tuple[DrawEntry, ...]
    ranking: Ranking

    def draw(self) -> Draw:
        floors = {room.id: room.floor for room in self.municipality.rooms.values()}
        return draw(self.entries, floors, self.ranking)


def read_draw(content: bytes, municipalities: Mapping[str, Municipality]) -> DrawIntake:
    """The draw of a JSON text in UTF-8; ``CaseError`` where it is not one."""
    if len(content) > DRAW_BYTES_MAX:
        raise CaseError(None, f"is longer than {DRAW_BYTES_MAX} bytes")
    try:
        document = DrawDocument.model_validate_json(content)
    except ValidationError as error:
        raise case_error(error, content) from None
    municipality = municipalities.get(document.municipality)
    if municipality is None:
        raise CaseError("municipality", f"no municipality {document.municipality}")
    if not FIRST_DAY <= document.month <= LAST_DAY:
        raise CaseError("month", f"is not from {FIRST_DAY} to {LAST_DAY}")
    # The validator behind the field has already made them what the draw takes.
    entries = cast("tuple[DrawEntry, ...]", document.entries)
    _check_entries(entries, document.month, municipality)
    return DrawIntake(municipality, entries, _ranking(document))


def _ranking(document: DrawDocument) -> Ranking:
    for index, order in enumerate(document.orders or ()):
        if len(set(order)) < len(order):
            raise CaseError(f"orders.{index}", "names a user twice")
    if document.orders:
        return ranked_as_told(document.orders)
    if document.seed is None:
        raise CaseError("seed", "is missing, and there are no orders")
    month = f"{document.month:%Y-%m}"
    return ranked_by_seed(bytes.fromhex(document.seed), document.municipality, month)


def _check_entries(entries: tuple[DrawEntry, ...], month: date, municipality: Municipality) -> None:
    floors = {room.id: room.floor for room in municipality.rooms.values()}
    ids: set[str] = set()
    for index, entry in enumerate(entries):
        if entry.id in ids:
            raise CaseError(f"entries.{index}.entry", f"there is another entry {entry.id}")
        ids.add(entry.id)
        for number, slot in enumerate(entry.slots):
            for key, what in _slot_faults(slot, month, municipality):
                raise CaseError(f"entries.{index}.slots.{number}.{key}", what)
        if len(entry.slots) > 1 and not fits_alone(entry, floors):
            raise CaseError(f"entries.{index}.slots", "want the same courts twice")


def _slot_faults(slot: Slot, month: date, municipality: Municipality) -> Iterator[tuple[str, str]]:
    """Each key that is at fault, and why."""
    room = municipality.rooms.get(slot.facility)
    if room is None:
        yield "facility", f"no facility {slot.facility} in {municipality.id}"
        return
    if first_of_month(slot.day) != month:
        yield "date", f"is not in {month:%Y-%m}"
    if slot.end_minute <= slot.start_minute:
        yield "end", "is not after start"
    if slot.sport or slot.courts != WHOLE_ROOM:
        yield from _sport_faults(slot, room)


def _sport_faults(slot: Slot, room: Room) -> Iterator[tuple[str, str]]:
    sport = room.sports.get(slot.sport)
    if not slot.sport:
        yield "sport", "is missing"
    elif sport is None:
        yield "sport", f"no sport {slot.sport} in {room.id}"
    elif slot.courts > sport.courts:
        yield "courts", f"is more than the {sport.courts} of {room.id}"
