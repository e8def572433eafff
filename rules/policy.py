"""A municipality as its folder describes it: loaded, checked, and ready for the rules.

``load`` reads policy.toml, facilities.toml and texts/; whatever is wrong in them comes out as
one ``PolicyError`` that names file, key and fault. More specific settings go before general ones,
and among those for the same rooms the later ``valid_from``, by the day of use.
"""

import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError, create_model

from rules.document import (
    Credentials,
    ExamplesDocument,
    FacilitiesDocument,
    PolicyHead,
    PolicyPart,
    RegistrationType,
    RoomDocument,
    RoomSport,
    VenueDocument,
    Waits,
)
from rules.families import all_families
from rules.floor import Floor, divide, lay_out
from rules.schema import Group, Kind, Many, Model, SourcedRule

__all__ = [
    "Municipality",
    "PolicyError",
    "Room",
    "Venue",
    "load",
    "load_all",
    "load_examples",
    "read_toml",
]

D = TypeVar("D", bound=BaseModel)
#: A file longer than this is no policy.
FILE_BYTES_MAX = 1_000_000
Settings = Mapping[type[Model], Model]


class PolicyError(Exception):
    """Data that cannot be used; ``faults`` holds a line for each fault, str the first."""

    def __init__(self, *faults: str) -> None:
        super().__init__(faults[0])
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Venue:
    """A place (施設) with its rooms; ``desk`` is None where it has no desk of its own."""

    id: str
    name: Mapping[str, str]
    document: VenueDocument

    @property
    def phone(self) -> str:
        return self.document.phone.value


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """A room or field that can be booked; ``id`` is ``<venue>/<room>``."""

    id: str
    venue: str
    name: Mapping[str, str]
    sports: Mapping[str, RoomSport]
    floor: Floor
    granule_minutes: int
    people_max: int | None
    groups_only: SourcedRule[bool] | None

    def takes(self, kind: Kind | None, sport: str) -> bool:
        """Whether individuals or groups may book a sport here at all; None asks for anyone."""
        group_needed = self.groups_only is not None and self.groups_only.value
        return kind != "individual" or not (group_needed or self.sports[sport].groups_only)


@dataclass(frozen=True, slots=True, eq=False)
class Municipality:
    """Everything that terminal and centre must know of a municipality. Names are by language."""

    id: str
    name: Mapping[str, str]
    venues: Mapping[str, Venue]
    rooms: Mapping[str, Room]
    sports: Mapping[str, Mapping[str, str]]
    types: Mapping[str, RegistrationType]
    credentials: Credentials
    terminal: Waits
    #: By language, then by name: the text of texts/<language>/<name>.md.
    texts: Mapping[str, Mapping[str, str]]
    epochs: tuple[date, ...]
    parts: Mapping[tuple[str, int], Settings]

    def settings(self, facility: str, day: date) -> Settings:
        """The settings of every family for the use of a room on a day."""
        return self.parts[facility, bisect_right(self.epochs, day)]


def load_all(root: Path) -> dict[str, Municipality]:
    """Every municipality that has a folder here, by id."""
    folders = sorted(path.parent for path in root.glob("*/policy.toml"))
    return {folder.name: load(folder) for folder in folders}


def load(folder: Path) -> Municipality:
    """The municipality of a folder; ``PolicyError`` where anything in it is wrong."""
    head = _validated(folder / "policy.toml", _policy_model())
    facilities = _validated(folder / "facilities.toml", FacilitiesDocument)
    faults = [*_head_faults(folder, head), *_facility_faults(folder, facilities)]
    faults += _scope_faults(folder, head, facilities)
    if faults:
        raise PolicyError(*faults)
    rooms = {room_id: _room(room_id, facilities) for room_id in facilities.rooms}
    epochs = tuple(sorted({part.valid_from for part in head.policy}))
    return Municipality(
        id=head.id,
        name=head.name,
        venues={key: Venue(key, venue.name, venue) for key, venue in facilities.venues.items()},
        rooms=rooms,
        sports=facilities.sports,
        types=head.types,
        credentials=head.credentials,
        terminal=head.terminal,
        texts=_texts(folder),
        epochs=epochs,
        parts=_effective(rooms, head.policy, epochs),
    )


def load_examples(folder: Path) -> ExamplesDocument:
    """The worked examples of a municipality, checked in form but not yet carried out."""
    return _validated(folder / "examples.toml", ExamplesDocument)


def read_toml(path: Path) -> dict[str, object]:
    """A TOML file as it stands, or one line about what is wrong with it."""
    name = f"{path.parent.name}/{path.name}"
    try:
        data = path.read_bytes()[: FILE_BYTES_MAX + 1]
        if len(data) > FILE_BYTES_MAX:
            raise PolicyError(f"{name}: the file: is longer than {FILE_BYTES_MAX} bytes")
        return tomllib.loads(data.decode("utf-8"))
    except OSError as error:
        raise PolicyError(f"{name}: the file: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise PolicyError(f"{name}: byte {error.start}: is not UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        what, _, place = str(error).removesuffix(")").rpartition(" (at ")
        raise PolicyError(f"{name}: {place}: {what}") from None


def _validated(path: Path, model: type[D]) -> D:
    content = read_toml(path)
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise PolicyError(*_faults_of(f"{path.parent.name}/{path.name}", error)) from None


def _faults_of(name: str, error: ValidationError) -> Iterator[str]:
    """A line ``file: key: what is wrong`` for each fault that pydantic found."""
    for fault in error.errors(include_url=False, include_context=False, include_input=False):
        key = ".".join(str(part) for part in fault["loc"]) or "the file"
        match fault["type"]:
            case "missing":
                what = "is missing"
            case "extra_forbidden":
                what = "is no key that is known here"
            case _:
                what = fault["msg"].removeprefix("Value error, ")
        yield f"{name}: {key}: {what}"


@lru_cache(maxsize=1)
def _policy_model() -> Any:
    """policy.toml with a key in each part for each family that has settings."""
    families = {f.name: (f.settings | None, None) for f in all_families() if f.settings}
    part = create_model("Part", __base__=PolicyPart, **families)  # type: ignore[call-overload]
    return create_model("PolicyDocument", __base__=PolicyHead, policy=(Many[part], ...))


def _head_faults(folder: Path, head: PolicyHead) -> Iterator[str]:
    where = f"{folder.name}/policy.toml"
    if head.id != folder.name:
        yield f"{where}: id: must be the name of the folder, {folder.name}"
    password = head.credentials.password
    if password.length_max < password.length_min:
        yield f"{where}: credentials.password.length_max: is less than length_min"


def _facility_faults(folder: Path, facilities: FacilitiesDocument) -> Iterator[str]:
    where = f"{folder.name}/facilities.toml"
    for key, venue in facilities.venues.items():
        if venue.refund_desk and venue.refund_desk.value not in facilities.venues:
            yield f"{where}: venues.{key}.refund_desk: no such venue {venue.refund_desk.value}"
    for key, room in facilities.rooms.items():
        if key.rpartition("/")[0] not in facilities.venues:
            yield f"{where}: rooms.{key}: no venue {key.rpartition('/')[0]}"
        for sport, entry in room.sports.items():
            for fault in _sport_faults(sport, entry, room, facilities):
                yield f"{where}: rooms.{key}.sports.{sport}{fault}"


def _sport_faults(
    sport: str, entry: RoomSport, room: RoomDocument, facilities: FacilitiesDocument
) -> Iterator[str]:
    if sport not in facilities.sports:
        yield ": has no name in the table sports"
    if entry.courts_min > entry.courts:
        yield ".courts_min: is more than courts"
    if entry.instead is not None and entry.instead not in facilities.rooms:
        yield ".instead: no such room"
    if (entry.cells is None) != all(other.cells is None for other in room.sports.values()):
        yield ".cells: must be said for every sport of the room or for none"
    if entry.cells is not None:
        yield from _cells_faults(entry)


def _cells_faults(entry: RoomSport) -> Iterator[str]:
    assert entry.cells is not None
    cells = [cell for court in entry.cells for cell in court]
    if len(entry.cells) != entry.courts or not all(entry.cells):
        yield ".cells: must have a list of cells for each court"
    if len(cells) != len(set(cells)):
        yield ".cells: a cell belongs to two courts"


def _scope_faults(folder: Path, head: Any, facilities: FacilitiesDocument) -> Iterator[str]:
    for index, part in enumerate(head.policy):
        for pattern in part.rooms or ():
            if not any(fnmatchcase(room, pattern) for room in facilities.rooms):
                yield f"{folder.name}/policy.toml: policy.{index}.rooms: {pattern} names no room"


def _room(room_id: str, facilities: FacilitiesDocument) -> Room:
    document = facilities.rooms[room_id]
    granule = (document.granule_minutes or facilities.granule_minutes).value
    return Room(
        id=room_id,
        venue=room_id.rpartition("/")[0],
        name=document.name,
        sports=document.sports,
        floor=_floor(granule, document),
        granule_minutes=granule,
        people_max=document.people_max.value if document.people_max else None,
        groups_only=document.groups_only,
    )


def _floor(granule_minutes: int, document: RoomDocument) -> Floor:
    said = {sport: entry.cells for sport, entry in document.sports.items() if entry.cells}
    if said:
        return lay_out(granule_minutes, said)
    return divide(granule_minutes, {key: entry.courts for key, entry in document.sports.items()})


def _texts(folder: Path) -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = {}
    for path in sorted(folder.glob("texts/*/*.md")):
        try:
            texts.setdefault(path.parent.name, {})[path.stem] = path.read_text("utf-8")
        except UnicodeDecodeError as error:
            where = path.relative_to(folder.parent)
            raise PolicyError(f"{where}: byte {error.start}: is not UTF-8") from None
    for language in ("ja", "en"):
        for name in {name for names in texts.values() for name in names}:
            if name not in texts.get(language, {}):
                raise PolicyError(f"{folder.name}/texts/{language}/{name}.md: the file: is missing")
    return texts


def _effective(
    rooms: Mapping[str, Room], parts: Iterable[PolicyPart], epochs: tuple[date, ...]
) -> dict[tuple[str, int], Settings]:
    """Settings by room and by how many of ``epochs`` have begun."""
    spans = [date.min, *epochs]
    return {
        (room, index): _settings_of(room, since, parts)
        for room in rooms
        for index, since in enumerate(spans)
    }


def _settings_of(room: str, day: date, parts: Iterable[PolicyPart]) -> Settings:
    valid = [
        (rank, part.valid_from, part)
        for part in parts
        if part.valid_from <= day and (rank := _rank(room, part)) is not None
    ]
    merged: dict[type[Model], Model] = {}
    for _, _, part in sorted(valid, key=lambda entry: entry[:2]):
        for name in part.model_fields_set - PolicyPart.model_fields.keys():
            section: Model = getattr(part, name)
            merged[type(section)] = _over(merged.get(type(section)), section)
    return merged


def _rank(room: str, part: PolicyPart) -> int | None:
    """How closely a part names a room: 0 all rooms, 1 by a pattern, 2 itself; None: not at all."""
    if part.rooms is None:
        return 0
    ranks = [2 - pattern.endswith("*") for pattern in part.rooms if fnmatchcase(room, pattern)]
    return max(ranks, default=None)


def _over(general: Model | None, special: Model) -> Model:
    if general is None or not isinstance(special, Group):
        return special
    update = {name: getattr(special, name) for name in special.model_fields_set}
    return general.model_copy(update=update)
