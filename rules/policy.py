"""A municipality as its folder describes it: loaded, checked, and ready for the rules.

``load`` reads policy.toml, facilities.toml, positions.toml and texts/; whatever is wrong in them
comes out as one ``PolicyError`` that names file, key and fault. More specific settings go before
general ones, and among those for the same rooms the later ``valid_from``, by the day of use.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from rules.checks import faults_of
from rules.desk_document import Desk, DeskDocument
from rules.document import PolicyPart, RoomDocument
from rules.floor import Floor, divide, lay_out
from rules.folder import Folder, PolicyError, load_examples, read_folder, read_toml
from rules.municipality import Municipality, Room, Settings, Venue
from rules.schema import Group, Model
from rules.scopes import class_of, classes_of_scopes, rank_of

__all__ = [
    "Municipality",
    "PolicyError",
    "Room",
    "Venue",
    "load",
    "load_all",
    "load_examples",
    "municipality_of",
    "read_toml",
]


def load_all(root: Path) -> dict[str, Municipality]:
    """Every municipality that has a folder here, by id."""
    folders = sorted(path.parent for path in root.glob("*/policy.toml"))
    return {folder.name: load(folder) for folder in folders}


def load(folder: Path) -> Municipality:
    """The municipality of a folder; ``PolicyError`` where anything in it is wrong."""
    return municipality_of(read_folder(folder))


def municipality_of(folder: Folder) -> Municipality:
    """The municipality that the files of a folder describe."""
    faults = tuple(faults_of(folder))
    if faults:
        raise PolicyError(*faults)
    head, facilities = folder.head, folder.facilities
    rooms = {room: _room(room, folder) for room in facilities.rooms}
    parts = (*folder.inherited, *folder.own)
    epochs = tuple(sorted({part.valid_from for part in parts}))
    return Municipality(
        id=head.id,
        name=head.name,
        system=head.system,
        mail=head.mail,
        call=head.call,
        forms=head.forms,
        questions=head.questions,
        venues={key: Venue(key, venue.name, venue) for key, venue in facilities.venues.items()},
        positions=folder.positions,
        rooms=rooms,
        sports=facilities.sports,
        desks={key: _desk(key, desk, folder) for key, desk in facilities.desks.items()},
        topics=facilities.topics,
        cash=facilities.cash,
        types=head.types,
        classes=head.classes,
        credentials=head.credentials,
        terminal=head.terminal,
        texts=folder.texts,
        epochs=epochs,
        parts=_effective(folder, parts, epochs),
    )


def _desk(desk_id: str, desk: DeskDocument, folder: Folder) -> Desk:
    """A desk; in a venue it takes name and telephone of that where it says none itself."""
    facilities = folder.facilities
    venue = facilities.venues[desk.venue] if desk.venue is not None else None
    return Desk(
        id=desk_id,
        number=desk.number,
        name=desk.name or (venue.name if venue else {}),
        phones=desk.phones.value if desk.phones else (venue.phone.value,) if venue else (),
        venue=desk.venue,
        serves=desk.serves,
        handled_at=desk.handled_at,
        times=facilities.desk_times[desk.times] if desk.times is not None else None,
    )


def _room(room_id: str, folder: Folder) -> Room:
    facilities = folder.facilities
    document = facilities.rooms[room_id]
    granule = (document.granule_minutes or facilities.granule_minutes).value
    facility_class = class_of(room_id, folder)
    known = folder.head.classes.get(facility_class)
    return Room(
        id=room_id,
        venue=room_id.rpartition("/")[0],
        facility_class=facility_class,
        name=document.name,
        sports=document.sports,
        floor=_floor(granule, document),
        granule_minutes=granule,
        people_max=document.people_max.value if document.people_max else None,
        groups_only=document.groups_only or (known.groups_only if known else None),
        not_bookable=document.not_bookable,
    )


def _floor(granule_minutes: int, document: RoomDocument) -> Floor:
    said = {sport: entry.cells for sport, entry in document.sports.items() if entry.cells}
    if said:
        return lay_out(granule_minutes, said)
    return divide(granule_minutes, {key: entry.courts for key, entry in document.sports.items()})


def _effective(
    folder: Folder, parts: Iterable[PolicyPart], epochs: tuple[date, ...]
) -> dict[tuple[str, int], Settings]:
    """Settings by scope (municipality, class, room) and by how many of ``epochs`` have begun."""
    return {
        (scope, index): _settings_of(scope, facility_class, since, parts)
        for scope, facility_class in classes_of_scopes(folder).items()
        for index, since in enumerate([date.min, *epochs])
    }


def _settings_of(
    scope: str, facility_class: str, day: date, parts: Iterable[PolicyPart]
) -> Settings:
    valid = [
        (rank, part.valid_from, part)
        for part in parts
        if part.valid_from <= day and (rank := rank_of(scope, facility_class, part)) is not None
    ]
    merged: dict[type[Model], Model] = {}
    for _, _, part in sorted(valid, key=lambda entry: entry[:2]):
        for name in part.model_fields_set - PolicyPart.model_fields.keys():
            section: Model = getattr(part, name)
            merged[type(section)] = _over(merged.get(type(section)), section)
    return merged


def _over(general: Model | None, special: Model) -> Model:
    if general is None or not isinstance(special, Group):
        return special
    update = {name: getattr(special, name) for name in special.model_fields_set}
    return general.model_copy(update=update)
