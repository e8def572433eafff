"""The bytes of a receipt printer (ESC/POS) as commands: as many as this project's tickets use."""

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageOps

__all__ = [
    "AskedPaper",
    "AskedProof",
    "AskedStatus",
    "Command",
    "Commands",
    "Cut",
    "Fed",
    "Initialised",
    "NotACommandError",
    "Raster",
    "StatusBackSet",
]


class NotACommandError(Exception):
    """Bytes that this printer does not know; what follows them cannot be told apart."""


@dataclass(frozen=True, slots=True)
class Initialised:
    """ESC @."""


@dataclass(frozen=True, slots=True)
class Raster:
    """GS v 0: rows of dots; in the picture black is ink."""

    image: Image.Image


@dataclass(frozen=True, slots=True)
class Fed:
    """ESC d."""

    lines: int


@dataclass(frozen=True, slots=True)
class Cut:
    """GS V."""


@dataclass(frozen=True, slots=True)
class AskedStatus:
    """DLE EOT, answered at once; ``about`` is 1 printer, 2 offline, 3 error, 4 paper."""

    about: int


@dataclass(frozen=True, slots=True)
class AskedPaper:
    """GS r 1, answered in its turn."""


@dataclass(frozen=True, slots=True)
class AskedProof:
    """GS ( H 48: the name is sent back when all that came before is printed."""

    name: bytes


@dataclass(frozen=True, slots=True)
class StatusBackSet:
    """GS a: whether the printer tells of changes without being asked."""

    on: bool


Command = Initialised | Raster | Fed | Cut | AskedStatus | AskedPaper | AskedProof | StatusBackSet


class Commands:
    """Takes bytes as they come, in pieces of any size, and gives whole commands.

    The length of a raster is known from its head, so that dots that look like a command stay dots.
    """

    def __init__(self) -> None:
        self._waiting = bytearray()

    def feed(self, data: bytes) -> list[Command]:
        self._waiting += data
        commands = []
        while (found := _first(bytes(self._waiting))) is not None:
            command, length = found
            del self._waiting[:length]
            commands.append(command)
        return commands


def _cut(data: bytes) -> tuple[Command, int] | None:
    if len(data) < 3:
        return None
    length = 4 if data[2] in b"AB" else 3
    return (Cut(), length) if len(data) >= length else None


def _raster(data: bytes) -> tuple[Command, int] | None:
    if len(data) < 8:
        return None
    columns = int.from_bytes(data[4:6], "little")
    rows = int.from_bytes(data[6:8], "little")
    end = 8 + columns * rows
    if len(data) < end:
        return None
    dots = Image.frombytes("1", (columns * 8, rows), data[8:end])
    return Raster(ImageOps.invert(dots)), end


def _long(data: bytes) -> tuple[Command, int] | None:
    """GS ( x, with its length."""
    if len(data) < 5:
        return None
    end = 5 + int.from_bytes(data[3:5], "little")
    if len(data) < end:
        return None
    if data[2:3] != b"H" or data[5:7] != b"00":
        raise NotACommandError(data[:7].hex(" "))
    return AskedProof(data[7:end]), end


_WITH_ONE_BYTE: dict[bytes, Callable[[int], Command]] = {
    b"\x1bd": Fed,
    b"\x10\x04": AskedStatus,
    b"\x1da": lambda what: StatusBackSet(bool(what)),
    b"\x1dr": lambda _what: AskedPaper(),
}
_OF_OTHER_LENGTH: dict[bytes, Callable[[bytes], tuple[Command, int] | None]] = {
    b"\x1b@": lambda _data: (Initialised(), 2),
    b"\x1dV": _cut,
    b"\x1dv": _raster,
    b"\x1d(": _long,
}
_BEGINNINGS = frozenset({b"", b"\x1b", b"\x1d", b"\x10"})


def _first(data: bytes) -> tuple[Command, int] | None:
    """The first command and its length; None while it is not whole."""
    head = data[:2]
    if head in _WITH_ONE_BYTE:
        return (_WITH_ONE_BYTE[head](data[2]), 3) if len(data) > 2 else None
    if head in _OF_OTHER_LENGTH:
        return _OF_OTHER_LENGTH[head](data)
    if head not in _BEGINNINGS:
        raise NotACommandError(head.hex(" "))
    return None
