"""A disk that can lose its power after any call: what is on it then, and what may be.

Strict: a write is safe when its file was synced after it, a name when its directory was.
"""

import random  # noqa: TID251 - made from the seed of the sweep
from collections.abc import Iterator
from dataclasses import dataclass, field

__all__ = ["Call", "Create", "Disk", "Image", "Remove", "Rename", "Said", "Sync", "SyncNames"]
__all__ += ["Truncate", "Write"]

SECTOR_BYTES = 512
Image = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Create:
    name: str


@dataclass(frozen=True, slots=True)
class Write:
    name: str
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncate:
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    name: str


@dataclass(frozen=True, slots=True)
class SyncNames:
    """The directory itself."""


@dataclass(frozen=True, slots=True)
class Rename:
    name: str
    to: str


@dataclass(frozen=True, slots=True)
class Remove:
    name: str


@dataclass(frozen=True, slots=True)
class Said:
    """The program told the world something: an action is recorded."""

    word: str


Call = Create | Write | Truncate | Sync | SyncNames | Rename | Remove | Said


@dataclass
class _File:
    safe: bytearray = field(default_factory=bytearray)
    unsynced: list[Write | Truncate] = field(default_factory=list)

    def sync(self) -> None:
        self.safe, self.unsynced = self.all_of_it(), []

    def all_of_it(self) -> bytearray:
        content = bytearray(self.safe)
        for change in self.unsynced:
            _apply(content, change)
        return content

    def torn(self, chance: random.Random) -> bytearray:
        """Of what is not synced, each sector by itself is on the disk or is not."""
        content = bytearray(self.safe)
        for change in self.unsynced:
            for part in _sectors(change):
                if chance.random() < 0.5:
                    _apply(content, part)
        return content


class Disk:
    """One directory. ``after`` plays a call; the rest are images of a cut at this moment."""

    def __init__(self) -> None:
        self._names: dict[str, _File] = {}
        self._safe_names: dict[str, _File] = {}

    def after(self, call: Call) -> None:
        match call:
            case Create(name):
                self._names.setdefault(name, _File())
            case Write(name) | Truncate(name):
                self._names[name].unsynced.append(call)
            case Sync(name):
                self._names[name].sync()
            case SyncNames():
                self._safe_names = dict(self._names)
            case Rename(name, to):
                self._names[to] = self._names.pop(name)
            case Remove(name):
                del self._names[name]
            case Said():
                pass

    def none(self) -> Image:
        """Nothing arrived that was not synced, and no name that was not."""
        return {name: bytes(file.safe) for name, file in self._safe_names.items()}

    def all(self) -> Image:
        return {name: bytes(file.all_of_it()) for name, file in self._names.items()}

    def torn(self, chance: random.Random) -> Image:
        names = self._names if chance.random() < 0.5 else self._safe_names
        return {name: bytes(file.torn(chance)) for name, file in names.items()}


def _apply(content: bytearray, change: Write | Truncate) -> None:
    if isinstance(change, Truncate):
        del content[change.size :]
        content.extend(bytes(change.size - len(content)))
        return
    end = change.offset + len(change.data)
    content.extend(bytes(max(0, end - len(content))))
    content[change.offset : end] = change.data


def _sectors(change: Write | Truncate) -> Iterator[Write | Truncate]:
    if isinstance(change, Truncate):
        yield change
        return
    at, end = change.offset, change.offset + len(change.data)
    while at < end:
        until = min(end, at - at % SECTOR_BYTES + SECTOR_BYTES)
        part = change.data[at - change.offset : until - change.offset]
        yield Write(change.name, at, part)
        at = until
