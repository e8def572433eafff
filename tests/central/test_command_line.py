"""python -m central, as an operator types it."""

import re
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from central.journal.models import Line
from central.terminals.models import EnrolmentCode
from tests.central.databases import use_file
from tests.rules.worlds import MUNICIPALITIES
from tests.support.centre import ROOT, Centre, central, central_environment
from tests.support.terminal import HandMadeTerminal

EVERY = ", ".join(sorted(path.parent.name for path in MUNICIPALITIES.glob("*/policy.toml")))


def refused(*words: str, state: Path, database_url: str = "", stdin: str = "") -> str:
    done = subprocess.run(
        [sys.executable, "-m", "central", *words, "--state", str(state)],
        cwd=ROOT,
        env=central_environment(database_url),
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done
    assert done.stdout == "" or words[0] == "check"
    return done.stderr.strip()


def test_serve__says_one_line_and_ends_cleanly(tmp_path: Path) -> None:
    centre = Centre(tmp_path)
    line = centre.http()
    assert line.get("/health").status == 200
    terminal = HandMadeTerminal()
    terminal.enrol(line, centre.code())
    assert re.fullmatch(r"ono-argo-[0-9a-f]{8}", terminal.name)
    line.close()
    assert centre.stop() == 0
    assert "error" not in centre.log()


def test_state__that_cannot_be_made_is_named(tmp_path: Path) -> None:
    beside = tmp_path / "a-file"
    beside.touch()
    said = refused("check", state=beside / "centre")
    assert said == f"the state directory: {beside}/centre: Not a directory"


def test_serve__keeps_its_secrets_to_itself(tmp_path: Path) -> None:
    state = tmp_path / "new"
    central("migrate", state=state)
    kept = {path.name: path.read_bytes() for path in state.iterdir() if path.name[0] == "s"}
    assert sorted(kept) == ["sealing-first.key", "secret-key"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in state.iterdir()} == {0o600}
    assert stat.S_IMODE(state.stat().st_mode) == 0o700
    central("migrate", state=state)
    assert {name: (state / name).read_bytes() for name in kept} == kept


def test_enrol__leaves_a_line_in_the_journal(tmp_path: Path) -> None:
    """As the act of the staff does; the code itself is in no file."""
    code = central("enrol", "--municipality", "ono", "--venue", "argo", state=tmp_path).strip()
    with use_file(tmp_path, ""):
        told = Line.objects.get()
        assert (told.kind, told.actor, told.municipality) == ("issue_code", "shell", "ono")
        assert EnrolmentCode.objects.get().digest in told.body
    files = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert code.encode() not in files


def test_enrol__names_what_there_is(tmp_path: Path) -> None:
    words = ("enrol", "--municipality", "ono", "--venue", "moon")
    assert refused(*words, state=tmp_path).startswith("no venue moon in ono: there are argo,")
    words = ("enrol", "--municipality", "moon", "--venue", "argo")
    assert refused(*words, state=tmp_path) == f"no municipality moon: there are {EVERY}"


def test_check__wants_the_schema(tmp_path: Path) -> None:
    said = refused("check", state=tmp_path)
    assert said == "the database lacks migrations: run python -m central migrate"
    central("migrate", state=tmp_path)
    assert central("check", state=tmp_path) == f"municipalities: {EVERY}\n"


def test_staff__makes_an_account(tmp_path: Path) -> None:
    assert refused("staff", "counter", state=tmp_path) == "an empty password is none"
    assert refused("staff", " ", state=tmp_path, stdin="x\n") == "an empty name is none"
    done = subprocess.run(
        [sys.executable, "-m", "central", "staff", "counter", "--state", str(tmp_path)],
        cwd=ROOT,
        env=central_environment(""),
        input="a long good one\n",
        text=True,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "counter has an account: the centre\n")
    assert refused("staff", "counter", state=tmp_path, stdin="x\n") == "there is a counter already"
    weak = refused("staff", "other", state=tmp_path, stdin="short\n")
    assert "12" in weak
    where = ("staff", "other", "--municipality", "moon")
    assert refused(*where, state=tmp_path, stdin="x\n") == (
        f"no municipality moon: there are {EVERY}"
    )


def test_serve__a_database_url_that_is_none(tmp_path: Path) -> None:
    said = refused("migrate", state=tmp_path, database_url="mysql://x/y")
    assert said == "DATABASE_URL: want postgresql://user:password@host:port/name"


def test_serve__a_database_that_is_away(tmp_path: Path) -> None:
    url = "postgresql://nobody@127.0.0.1:1/none"
    assert refused("migrate", state=tmp_path, database_url=url).startswith("the database: ")


def test_serve__a_state_directory_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = refused("migrate", state=tmp_path / "file" / "state")
    assert said.startswith("the state directory: ")


def test_serve__a_port_in_use_is_one_line(tmp_path: Path) -> None:
    centre = Centre(tmp_path)
    try:
        began = time.monotonic()
        said = refused("serve", "--port", str(centre.port), state=tmp_path)
        assert said == f"port {centre.port} of 127.0.0.1: address already in use"
        assert time.monotonic() - began < 60
    finally:
        centre.stop()


@pytest.mark.parametrize(
    ("host", "port", "why"),
    [("127.0.0.1", 65536, "ports end at 65535"), ("no.such.host.invalid", 0, "")],
)
def test_serve__where_nobody_can_listen(host: str, port: int, why: str, tmp_path: Path) -> None:
    said = refused("serve", "--host", host, "--port", str(port), state=tmp_path)
    assert said.startswith(f"port {port} of {host}: ")
    assert said.endswith(why)
    assert len(said.splitlines()) == 1


def test_serve__a_database_that_is_none(tmp_path: Path) -> None:
    central("migrate", state=tmp_path)
    (tmp_path / "central.sqlite3").write_bytes(b"not a database" * 1000)
    said = refused("serve", "--port", "0", state=tmp_path)
    assert said == "the database: file is not a database"


def test_find__a_number_that_nobody_has(tmp_path: Path) -> None:
    central("migrate", state=tmp_path)
    said = refused("find", "AAAAA-00001", state=tmp_path)
    assert said == "the centre has never seen AAAAA-00001"
    hint = "a number given here looks like XXXXX-XXXXX"
    assert refused("find", "XXXX", state=tmp_path) == f"the centre has never seen XXXX; {hint}"


def test_holds__none_of_them(tmp_path: Path) -> None:
    assert central("holds", "list", state=tmp_path) == "no slot is held\n"
    named = central("holds", "list", "--terminal", "ono-argo-1", state=tmp_path)
    assert named == "no slot is held by ono-argo-1\n"


@pytest.mark.parametrize("count", ["0", "-1", "65", "many", "1.5", "²", ""])
def test_serve__without_a_count_of_processes_that_makes_sense(tmp_path: Path, count: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "central", "serve", f"--workers={count}", "--state", str(tmp_path)],
        cwd=ROOT,
        env=central_environment(""),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    why = f"error: argument --workers: {count!r} is not a number from 1 to 64"
    assert done.stderr.splitlines()[-1] == f"python -m central serve: {why}"
    assert list(tmp_path.iterdir()) == []
