"""The file of a backup: whole, or said to be what it is."""

import io
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from central.operation.archive import (
    FORMAT,
    BadArchiveError,
    Head,
    Manifest,
    opened,
    write_archive,
)

CONTENT = bytes(range(256)) * 64
BLOCK = 512


def manifest(**changes) -> Manifest:
    return Manifest(
        **{
            "format": FORMAT,
            "made_at": "2026-09-10T10:00:00+09:00",
            "engine": "sqlite",
            "migrations": {"journal": "0001_initial"},
            "policies": {"ono": "0" * 64},
            "journals": {"ono": Head(place=2, hash="1" * 64, waiting=0)},
            "sealing_keys": ("ab",),
            "with_keys": True,
        }
        | changes
    )


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return written(tmp_path, manifest())


def written(folder: Path, said: Manifest) -> Path:
    scratch = folder / "scratch"
    scratch.mkdir()
    (scratch / "database").write_bytes(CONTENT)
    write_archive(folder / "backup", said, scratch / "database", {"ab": b"k" * 32})
    return folder / "backup"


def refusal(path: Path) -> str:
    with pytest.raises(BadArchiveError) as error, opened(path, path.parent):
        pass
    assert not list(path.parent.glob(".restore-*"))
    return str(error.value).removeprefix(f"{path}")


def test_archive__gives_back_what_was_put_in(archive: Path) -> None:
    with opened(archive, archive.parent) as (said, folder):
        assert said == manifest()
        assert (folder / "database").read_bytes() == CONTENT
        assert (folder / "keys/ab").read_bytes() == b"k" * 32
    assert not list(archive.parent.glob(".restore-*"))


def test_archive__takes_the_place_of_no_other_file(archive: Path, tmp_path: Path) -> None:
    before = archive.read_bytes()
    with pytest.raises(BadArchiveError, match="is there already"):
        write_archive(archive, manifest(), tmp_path / "scratch/database", {})
    assert archive.read_bytes() == before


def test_archive__cut_short_anywhere_is_refused(archive: Path) -> None:
    whole = archive.read_bytes()
    end = whole.rstrip(b"\0")
    for length in range(0, len(end), 97):
        archive.write_bytes(whole[:length])
        assert refusal(archive) == ": cut short, or no backup"


def damaged_places() -> Iterator[int]:
    """One in every few bytes of the manifest, the database, the key and their sums."""
    yield from range(0, 40 * BLOCK, 61)


def test_archive__with_a_damaged_byte_is_refused_or_holds_the_same(archive: Path) -> None:
    """What fills a block up belongs to nothing, and may be anything."""
    whole = archive.read_bytes()
    named = set()
    for place in damaged_places():
        archive.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        try:
            with opened(archive, archive.parent) as (said, folder):
                assert (said, (folder / "database").read_bytes()) == (manifest(), CONTENT)
                assert (folder / "keys/ab").read_bytes() == b"k" * 32
        except BadArchiveError as error:
            named.add(str(error).removeprefix(f"{archive}: "))
    assert "database is not what its checksum says: it is damaged" in named
    assert "manifest.json is not what its checksum says: it is damaged" in named


@pytest.mark.parametrize("name", ["../out", "keys/../../out", "/out", "keys/a/b", "other"])
def test_archive__that_would_write_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "backup"
    with tarfile.open(path, "w") as tar:
        member = tarfile.TarInfo(name)
        member.size = 1
        tar.addfile(member, io.BytesIO(b"x"))
    assert refusal(path) == f": holds {name!r}, which no backup does"


def test_archive__with_a_link_in_it_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "backup"
    with tarfile.open(path, "w") as tar:
        member = tarfile.TarInfo("database")
        member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(member)
    assert refusal(path) == ": holds 'database', which no backup does"


def test_archive__of_another_format(tmp_path: Path) -> None:
    path = written(tmp_path, manifest(format=FORMAT + 1))
    assert refusal(path) == f": its format is {FORMAT + 1}; this reads {FORMAT}"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, ": no such file or directory"),
        (b"", ": cut short, or no backup"),
        (b"SQLite format 3\0" * 100, ": cut short, or no backup"),
    ],
)
def test_archive__that_is_none(tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "backup"
    if content is not None:
        path.write_bytes(content)
    assert refusal(path) == said
