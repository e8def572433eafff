"""The file of a backup: a tar of a manifest, the database, and the checksums of both at its end.

``tar -xf FILE && sha256sum -c SHA256SUMS`` checks it without this program, too.
"""

import os
import shutil
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from rules.fault_words import in_words

__all__ = [
    "DATABASE",
    "FORMAT",
    "KEYS",
    "BadArchiveError",
    "Head",
    "Manifest",
    "opened",
    "write_archive",
]

FORMAT = 1
MANIFEST, DATABASE, SUMS = "manifest.json", "database", "SHA256SUMS"
KEYS = "keys/"
#: A manifest names what there is of each municipality, and a key has 32 bytes.
SMALL_BYTES_MAX = 1_000_000


class BadArchiveError(Exception):
    """A file that cannot be restored, or written; one line says why."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Head(_Model):
    """How far the journal of a municipality was sealed: its last place and hash, and what waits."""

    place: int
    hash: str
    waiting: int


class Manifest(_Model):
    """What a backup says of itself; ``migrations`` is the newest of each app."""

    format: int
    made_at: str
    engine: Literal["sqlite", "postgresql"]
    migrations: Mapping[str, str]
    policies: Mapping[str, str]
    journals: Mapping[str, Head]
    #: The sealing keys that terminals were given; the file holds them only if it was asked to.
    sealing_keys: tuple[str, ...]
    with_keys: bool


def write_archive(
    path: Path, manifest: Manifest, database: Path, keys: Mapping[str, bytes]
) -> None:
    """All of it or nothing: under another name first, in the same directory as ``database``."""
    folder = database.parent
    (folder / MANIFEST).write_text(manifest.model_dump_json(indent=2) + "\n", encoding="utf-8")
    members = {MANIFEST: folder / MANIFEST, DATABASE: database}
    for name, content in keys.items():
        members[KEYS + name] = folder / name
        (folder / name).write_bytes(content)
    sums = "".join(f"{_sum(file)}  {name}\n" for name, file in members.items())
    (folder / SUMS).write_text(sums, encoding="utf-8")
    draft = folder / "draft"
    with tarfile.open(draft, "w") as tar:
        for name, file in {**members, SUMS: folder / SUMS}.items():
            tar.add(file, name)
    _keep(draft, path)


@contextmanager
def opened(path: Path, beside: Path) -> Iterator[tuple[Manifest, Path]]:
    """The manifest, and a directory with all that was in the file, once every byte is checked."""
    with TemporaryDirectory(prefix=".restore-", dir=beside) as scratch:
        folder = Path(scratch)
        try:
            names = _unpack(path, folder)
        except tarfile.TarError:
            raise BadArchiveError(f"{path}: cut short, or no backup") from None
        except OSError as error:
            raise BadArchiveError(f"{path}: {str(error.strerror).lower()}") from None
        _check_sums(path, folder, names)
        yield _manifest(path, (folder / MANIFEST).read_bytes()), folder


def _unpack(path: Path, folder: Path) -> list[str]:
    with tarfile.open(path, "r:") as tar:
        members = tar.getmembers()
        for member in members:
            if not _is_ours(member):
                raise BadArchiveError(f"{path}: holds {member.name!r}, which no backup does")
        for member in members:
            _extract(tar, member, folder / member.name)
    names = [member.name for member in members]
    if names[-1:] != [SUMS]:
        raise BadArchiveError(f"{path}: cut short, or no backup")
    return names[:-1]


def _extract(tar: tarfile.TarFile, member: tarfile.TarInfo, to: Path) -> None:
    """Its bytes alone: Debian 12's Python has no filter for what else an archive may say."""
    content = tar.extractfile(member)
    assert content is not None, "it is a file"
    to.parent.mkdir(exist_ok=True)
    with content, to.open("wb") as file:
        shutil.copyfileobj(content, file)


def _is_ours(member: tarfile.TarInfo) -> bool:
    small = member.size <= SMALL_BYTES_MAX
    match member.name.removeprefix(KEYS):
        case "database":
            return member.isfile()
        case "manifest.json" | "SHA256SUMS":
            return member.isfile() and small
        case name:
            return member.isfile() and small and member.name != name and "/" not in name


def _check_sums(path: Path, folder: Path, names: list[str]) -> None:
    told = {}
    for line in (folder / SUMS).read_text(encoding="utf-8", errors="replace").splitlines():
        found, _, name = line.partition("  ")
        told[name] = found
    for name in dict.fromkeys((MANIFEST, DATABASE, *names, *told)):
        if name not in names or told.get(name) != _sum(folder / name):
            raise BadArchiveError(f"{path}: {name} is not what its checksum says: it is damaged")


def _manifest(path: Path, content: bytes) -> Manifest:
    try:
        manifest = Manifest.model_validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        raise BadArchiveError(f"{path}: {MANIFEST}: {place}: {in_words(first)}") from None
    if manifest.format != FORMAT:
        raise BadArchiveError(f"{path}: its format is {manifest.format}; this reads {FORMAT}")
    return manifest


def _sum(file: Path) -> str:
    with file.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()


def _keep(draft: Path, path: Path) -> None:
    """Under its name only when it is on the disk, and never in place of another file."""
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    if path.exists():
        raise BadArchiveError(f"{path} is there already")
    draft.rename(path)
    folder = os.open(path.absolute().parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
