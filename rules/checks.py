"""Faults that only show when the files of a municipality are held against each other."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from itertools import combinations

from rules.desk_document import desk_faults
from rules.document import FacilitiesDocument, PolicyPart, RoomDocument, RoomSport
from rules.folder import Folder
from rules.positions import position_faults
from rules.schema import Group, Model
from rules.scopes import classes_of_scopes, rank_of


def faults_of(folder: Folder) -> Iterator[str]:
    """A line ``file: key: what is wrong`` for each."""
    policy, facilities = (f"{folder.path.name}/{name}.toml" for name in ("policy", "facilities"))
    for fault in (
        *_head_faults(folder),
        *_scope_faults(folder),
        *_overlaps(folder),
        *_types(folder),
        *_holds(folder),
    ):
        yield f"{policy}: {fault}"
    for fault in _facility_faults(folder.facilities):
        yield f"{facilities}: {fault}"
    if folder.positions is not None:
        for fault in position_faults(folder.positions, frozenset(folder.facilities.venues)):
            yield f"{folder.path.name}/positions.toml: {fault}"
    for language in ("ja", "en"):
        for name in sorted({name for names in folder.texts.values() for name in names}):
            if name not in folder.texts.get(language, {}):
                yield f"{folder.path.name}/texts/{language}/{name}.md: the file: is missing"
            elif not folder.texts[language][name].strip():
                yield f"{folder.path.name}/texts/{language}/{name}.md: the file: is empty"


def _head_faults(folder: Folder) -> Iterator[str]:
    head = folder.head
    if head.id != folder.path.name:
        yield f"id: must be the name of the folder, {folder.path.name}"
    for name in ("number", "password"):
        form = getattr(head.credentials, name)
        if form.length_max < form.length_min:
            yield f"credentials.{name}.length_max: is less than length_min"
    for name, entry in head.classes.items():
        for key, text in (("terms", entry.terms), ("on_the_day", entry.on_the_day)):
            if text is not None and text not in folder.texts.get("ja", {}):
                yield f"classes.{name}.{key}: no text {text}"
    for index, question in enumerate(head.questions):
        if question.text not in folder.texts.get("ja", {}):
            yield f"questions.{index}.text: no text {question.text}"


def _facility_faults(facilities: FacilitiesDocument) -> Iterator[str]:
    for key, venue in facilities.venues.items():
        if venue.refund_desk and venue.refund_desk.value not in facilities.venues:
            yield f"venues.{key}.refund_desk: no such venue {venue.refund_desk.value}"
    for key, room in facilities.rooms.items():
        if key.rpartition("/")[0] not in facilities.venues:
            yield f"rooms.{key}: no venue {key.rpartition('/')[0]}"
        for sport, entry in room.sports.items():
            for fault in _sport_faults(sport, entry, room, facilities):
                yield f"rooms.{key}.sports.{sport}{fault}"
    yield from desk_faults(facilities, facilities.venues)


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


def _scope_faults(folder: Folder) -> Iterator[str]:
    for index, part in enumerate(folder.own):
        if part.rooms is not None and part.classes is not None:
            yield f"policy.{index}.classes: goes without rooms"
        for name in part.classes or ():
            if name not in folder.head.classes:
                yield f"policy.{index}.classes: no class {name}"
        for pattern in part.rooms or ():
            if not any(fnmatchcase(room, pattern) for room in folder.facilities.rooms):
                yield f"policy.{index}.rooms: {pattern} names no room"


def _types(folder: Folder) -> Iterator[str]:
    """Types of registration that a part names, but the head does not have."""
    for index, part in enumerate(folder.own):
        for key, name in _named(part, "types"):
            if name not in folder.head.types:
                yield f"policy.{index}.{key}: no type {name}"


def _holds(folder: Folder) -> Iterator[str]:
    """Slots to be held of a sport that is played nowhere."""
    rooms = folder.facilities.rooms
    for index, part in enumerate(folder.own):
        for key, name in _named(getattr(part, "holds", None), "sports"):
            if not any(name in room.sports for room in rooms.values()):
                yield f"policy.{index}.holds.{key}: no room has the sport {name}"


def _named(value: object, field: str, above: str = "") -> Iterator[tuple[str, object]]:
    """Key and entry of every list that stands under a name, wherever it does."""
    match value:
        case Model():
            for key in sorted(value.model_fields_set):
                below = getattr(value, key)
                if key == field:
                    yield from ((f"{above}{key}", entry) for entry in below)
                else:
                    yield from _named(below, field, f"{above}{key}.")
        case tuple():
            for index, entry in enumerate(value):
                yield from _named(entry, field, f"{above}{index}.")


def _overlaps(folder: Folder) -> Iterator[str]:
    """Two parts that say the same from the same day on for the same rooms: neither goes before."""
    scopes = classes_of_scopes(folder)
    for (first, one), (second, other) in combinations(enumerate(folder.own), 2):
        both = _tables(one) & _tables(other)
        if not both or one.valid_from != other.valid_from:
            continue
        for scope, facility_class in scopes.items():
            rank = rank_of(scope, facility_class, one)
            if rank is not None and rank == rank_of(scope, facility_class, other):
                said = f"is said for {scope} from {one.valid_from} on by policy.{first} too"
                yield from (f"policy.{second}.{table}: {said}" for table in sorted(both))
                break


def _tables(part: PolicyPart) -> frozenset[str]:
    """What a part replaces as a whole: a family's settings, or each section of a group of them."""
    tables: set[str] = set()
    for family in part.model_fields_set - PolicyPart.model_fields.keys():
        settings = getattr(part, family)
        if isinstance(settings, Group):
            tables |= {f"{family}.{section}" for section in settings.model_fields_set}
        else:
            tables.add(family)
    return frozenset(tables)
