"""Backup and restore: taken while terminals book, put in place elsewhere, nothing is missing."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from central.journal.models import Line
from central.operation import postgres_tools
from central.operation import restore as restoring
from central.operation.archive import BadArchiveError, Head, Manifest, opened, write_archive
from central.operation.backup import back_up
from central.operation.restore import restore
from central.registry.models import Resident
from central.state import kept_keys
from central.terminals.sealing import needed_kids
from tests.central.databases import use_file
from tests.central.journal.world import later, registered, seal_all
from tests.central.operation.load import assert_kept, under_load
from tests.central.world import InProcess
from tests.support.centre import Centre, central


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, engine: str) -> str:
    """An empty database of the same kind."""
    if engine == "sqlite":
        return ""
    return request.getfixturevalue("postgres").new_database()


def test_backup__under_load_holds_all_that_was_acknowledged_before_it(
    tmp_path: Path, fresh_database_url: str, elsewhere: str
) -> None:
    centre = Centre(tmp_path / "here", fresh_database_url)
    try:
        with under_load(centre) as load:
            load.goes_on(60)
            before = load.told()
            here = {"state": centre.state, "database_url": fresh_database_url}
            said = central("backup", str(tmp_path / "backup"), **here)
            load.goes_on(20)
        assert len(load.told()) > len(before)
    finally:
        centre.stop()
    assert said.splitlines()[-1].startswith("without the private keys: keep ")
    there = {"state": tmp_path / "there", "database_url": elsewhere}
    there["state"].mkdir()
    shutil.copy(centre.state / "sealing-first.key", there["state"])
    assert central("restore", str(tmp_path / "backup"), **there).endswith(": restored\n")
    assert "journal of ono: " in central("check", **there)
    assert_kept(tmp_path / "there", elsewhere, before)


@pytest.fixture
def backup(line: InProcess, tmp_path: Path) -> Path:
    """Of a centre with two residents, of whose journal one line is sealed."""
    registered()
    seal_all()
    registered("90000002", None)
    back_up(tmp_path / "backup", with_keys=True)
    return tmp_path / "backup"


@pytest.fixture
def target(
    backup: Path,
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> Iterator[Path]:
    """The state directory of an empty centre of the same kind, which this process now is."""
    state = tmp_path / "target"
    state.mkdir(mode=0o700)
    monkeypatch.setattr(settings, "STATE", state)
    url = request.getfixturevalue("postgres").new_database() if database_url else ""
    with use_file(state, url):
        yield state


def refusal(path: Path, *, replace: bool = False) -> str:
    with pytest.raises(BadArchiveError) as error:
        list(restore(path, replace=replace))
    return str(error.value)


def rewritten(backup: Path, **changes) -> Path:
    """The same backup, but for what it says of itself."""
    with opened(backup, backup.parent) as (manifest, folder):
        path = backup.with_name("rewritten")
        said = Manifest(**manifest.model_dump() | changes)
        write_archive(path, said, folder / "database", {})
    return path


def test_restore__puts_everything_in_place(backup: Path, target: Path) -> None:
    assert list(restore(backup, replace=False)) == []
    assert Resident.objects.count() == 2
    assert [line.place for line in Line.objects.order_by("written_at")] == [1, None]
    assert kept_keys(target).keys() == set(needed_kids())


def test_restore__names_the_keys_that_it_has_not(backup: Path, target: Path) -> None:
    said = list(restore(rewritten(backup), replace=False))
    (kid,) = needed_kids()
    assert said == [f"{target} lacks the private keys {kid}: copy their files"]


def test_restore__puts_what_is_there_aside_only_if_told(backup: Path, target: Path) -> None:
    assert list(restore(backup, replace=False)) == []
    Resident.objects.filter(number="90000002").update(name="kept")
    connection.close()
    assert refusal(backup).endswith("is not empty: --replace puts it aside")
    assert Resident.objects.filter(name="kept").exists()
    connection.close()
    assert list(restore(backup, replace=True)) == []
    assert not Resident.objects.filter(name="kept").exists()
    assert put_aside(target) == [("kept",)]


def put_aside(state: Path) -> list[tuple[str]]:
    """The changed name, in what was put aside."""
    query = "SELECT name FROM {}registry_resident WHERE name = 'kept'"
    if connection.vendor == "sqlite":
        (old,) = state.glob("replaced_*.sqlite3")
        with closing(sqlite3.connect(old)) as kept:
            return kept.execute(query.format("")).fetchall()
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'replaced%'")
        ((schema,),) = cursor.fetchall()
        cursor.execute(query.format(f"{schema}."))
        return cursor.fetchall()


def test_backup__leaves_out_what_was_put_aside(backup: Path, target: Path) -> None:
    assert list(restore(backup, replace=False)) == []
    connection.close()
    assert list(restore(backup, replace=True)) == []
    back_up(target / "second", with_keys=True)
    connection.close()
    with later(1):
        assert list(restore(target / "second", replace=True)) == []
    assert Resident.objects.count() == 2


def test_restore__of_a_database_in_use(backup: Path, target: Path) -> None:
    assert list(restore(backup, replace=False)) == []
    used = connection.copy()
    with closing(used):
        with used.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM journal_line")
            cursor.fetchall()
        connection.close()
        assert refusal(backup, replace=True).endswith("is in use: stop the centre and its worker")
    assert Resident.objects.count() == 2


def test_restore__of_another_kind_or_version(backup: Path, target: Path) -> None:
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[connection.vendor]
    path = rewritten(backup, engine=other)
    assert refusal(path) == f"{path} is of {other}, and this is {connection.vendor}"
    path.unlink()
    path = rewritten(backup, migrations={"journal": "9999_later"})
    assert refusal(path) == f"{path} is of another version, which has journal.9999_later"
    assert not connection.introspection.table_names()


def test_restore__of_a_journal_that_was_changed(
    line: InProcess, tmp_path: Path, target: Path
) -> None:
    list(restore(tmp_path / "backup", replace=False))
    changed = Line.objects.get(place=1)
    Line.objects.filter(place=1).update(actor="staff:other")
    back_up(tmp_path / "changed", with_keys=True)
    connection.close()
    said = list(restore(tmp_path / "changed", replace=True))
    assert said == [f"journal of ono: line {changed.id} at place 1 is broken"]


def test_restore__of_a_journal_that_ends_otherwise(backup: Path, target: Path) -> None:
    path = rewritten(backup, journals={"ono": Head(place=2, hash="0" * 64, waiting=0)})
    said = list(restore(path, replace=False))
    assert said[0] == "the journal does not end as the backup says"


def test_restore__that_fails_changes_nothing(
    backup: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor == "sqlite":
        return
    assert list(restore(backup, replace=False)) == []
    monkeypatch.setattr(restoring, "_HOW", ("--exit-on-error", "--no-such-word"))
    connection.close()
    assert "no-such-word" in refusal(backup, replace=True)
    assert Resident.objects.count() == 2


def test_backup__refuses_a_file_that_is_there(line: InProcess, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("x")
    with pytest.raises(BadArchiveError, match="is there already"):
        back_up(tmp_path / "mine", with_keys=False)
    assert (tmp_path / "mine").read_text() == "x"


def test_backup__into_a_folder_that_is_not_there(line: InProcess, tmp_path: Path) -> None:
    with pytest.raises(BadArchiveError) as error:
        back_up(tmp_path / "no" / "file", with_keys=False)
    assert str(error.value) == f"{tmp_path}/no/file: no such file or directory"


def test_tool__that_is_not_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(postgres_tools, "DEBIAN", tmp_path)
    with pytest.raises(BadArchiveError) as error:
        postgres_tools.find_tool("pg_dump")
    assert str(error.value) == "there is no pg_dump here: install postgresql-client"


def test_tool__the_newest_of_debian(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(postgres_tools, "DEBIAN", tmp_path)
    for version in ("9.6", "15", "16"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin/pg_dump").touch()
    assert postgres_tools.find_tool("pg_dump") == str(tmp_path / "16/bin/pg_dump")
