"""python -m central keys, check and what they say of keys and silent terminals."""

import re
import subprocess
import sys
from pathlib import Path

from tests.support.centre import ROOT, central, central_environment

KID = "[0-9a-f]{16}"


def test_keys__are_made_listed_and_checked(tmp_path: Path) -> None:
    central("migrate", state=tmp_path)
    (first,) = central("keys", state=tmp_path).splitlines()
    assert re.fullmatch(rf"sealing key {KID}: in use since .+", first)
    made = central("keys", "--rotate", state=tmp_path)
    assert re.fullmatch(rf"{KID} is told to terminals from .+\n", made)
    assert len(list(tmp_path.glob("sealing-*.key"))) == 2
    new, same = central("keys", state=tmp_path).splitlines()
    assert re.fullmatch(rf"sealing key {made[:16]}: to be told to terminals from .+", new)
    assert same == first
    central("keys", "--rotate", "at-once", state=tmp_path)
    said = central("check", state=tmp_path)
    old = first.split()[2].rstrip(":")
    assert re.search(rf"sealing key {old}: old, replaced .+; kept: kept until .+ in any case", said)


def test_keys__that_are_needed_are_not_retired(tmp_path: Path) -> None:
    central("migrate", state=tmp_path)
    kid = central("keys", state=tmp_path).split()[2].rstrip(":")
    done = run("keys", "--retire", kid, state=tmp_path)
    assert (done.returncode, done.stderr) == (1, "no newer key is in use\n")
    assert len(list(tmp_path.glob("sealing-*.key"))) == 1


def test_check__finds_a_key_whose_file_is_missing(tmp_path: Path) -> None:
    central("migrate", state=tmp_path)
    made = central("keys", "--rotate", "at-once", state=tmp_path)[:16]
    (tmp_path / f"sealing-{made}.key").unlink()
    done = run("check", state=tmp_path)
    assert done.returncode == 1
    missing = "its file is missing in the state directory of this machine"
    assert done.stderr == f"sealing key {made}: {missing}\n"


def run(*words: str, state: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "central", *words, "--state", str(state)],
        cwd=ROOT,
        env=central_environment(""),
        capture_output=True,
        text=True,
        check=False,
    )
