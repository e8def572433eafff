"""Which parts of a policy hold for a room, a class of facilities or the municipality itself."""

from collections.abc import Mapping
from fnmatch import fnmatchcase

from rules.document import PolicyPart
from rules.folder import Folder

__all__ = ["class_of", "classes_of_scopes", "rank_of"]


def class_of(room: str, folder: Folder) -> str:
    """The class (施設区分) of a room; the municipality itself where it has none."""
    first = room.partition("/")[0]
    return first if first in folder.head.classes else folder.head.id


def classes_of_scopes(folder: Folder) -> Mapping[str, str]:
    """Everything that settings can be asked for, and the class that each belongs to."""
    scopes = {folder.head.id: "", **{name: name for name in folder.head.classes}}
    return scopes | {room: class_of(room, folder) for room in folder.facilities.rooms}


def rank_of(scope: str, facility_class: str, part: PolicyPart) -> int | None:
    """How closely a part names a scope: 0 everything, 1 its class, 2 a pattern, 3 itself.

    None: not at all.
    """
    if part.rooms is None:
        if part.classes is None:
            return 0
        return 1 if facility_class in part.classes else None
    ranks = [3 - pattern.endswith("*") for pattern in part.rooms if fnmatchcase(scope, pattern)]
    return max(ranks, default=None)
