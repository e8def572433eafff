"""Words that no file may hold: where packages come from, where one machine keeps its things."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.law.tree import ROOT, files, name

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".service",
    ".po",
    ".kv",
    ".yaml",
    ".yml",
    ".json",
    ".html",
    "",
}

#: Addresses of package indexes. Every machine has its own way to them, and says so by itself.
INDEX = re.compile(
    r"--(extra-)?index-url|--find-links|pypi\.org|pythonhosted|registry\.npmjs|//deb\.debian"
)
#: Absolute paths of the machine on which something was written.
HOME = re.compile(r"(?<![\w.~])/(work|root|Users)/|(?<![\w.~])/home/(?!kiosk\b)\w+")


def lines_with(words: re.Pattern[str], paths: Iterable[Path]) -> list[str]:
    """Where these words stand: file and line."""
    return [
        f"{name(path)}: {line.strip()}"
        for path in paths
        for line in path.read_text(encoding="utf-8").splitlines()
        if words.search(line)
    ]


def test_words__name_no_place_of_one_machine() -> None:
    # This file has to name what it looks for.
    texts = [path for path in files() if path.suffix in TEXT and path != Path(__file__)]
    assert lines_with(HOME, texts) == []


def test_words__name_no_index() -> None:
    assert lines_with(INDEX, [*LOCKS, ROOT / "pyproject.toml", *files("*", "scripts", ".ci")]) == []


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (HOME, "cd /home/someone/src"),
        (HOME, "see /root/x"),
        (INDEX, "pip install --index-url x"),
    ],
)
def test_words__are_found_where_they_stand(words: re.Pattern[str], line: str) -> None:
    assert words.search(line)


@pytest.mark.parametrize("line", ["/home/kiosk/x", "docs/work/x", "WORKDIR/root.py", "~/work/"])
def test_words__of_any_machine_may_stand(line: str) -> None:
    assert not HOME.search(line)


def unlocked(lock: str) -> list[str]:
    """Requirements without an exact version or without a hash."""
    joined = lock.replace("\\\n", " ")
    wanted = [line for line in joined.splitlines() if line.strip() and line.lstrip()[0] != "#"]
    exact = re.compile(r"[\w.\[\]-]+==\S+( ; [^#]*?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*")
    return [line.split()[0] for line in wanted if not exact.fullmatch(line)]


@pytest.mark.parametrize("lock", LOCKS, ids=name)
def test_lock__has_a_version_and_hashes_for_every_package(lock: Path) -> None:
    assert unlocked(lock.read_text(encoding="utf-8")) == []


def test_lock__a_package_without_a_hash_is_found() -> None:
    digest = f"--hash=sha256:{'0' * 64}"
    assert unlocked(f"a==1 ; python_version < '3.13' \\\n    {digest}\n    # via b\nb==2\n") == [
        "b==2"
    ]
    assert unlocked(f"c>=1 \\\n    {digest}\n") == ["c>=1"]


@pytest.mark.parametrize("lock", LOCKS, ids=name)
def test_lock__has_every_package_of_its_groups(lock: Path) -> None:
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))[
        "dependency-groups"
    ]
    names = ["terminal", "central", "dev"] if lock.stem == "dev" else [lock.stem]
    wanted = {re.split(r"[^\w-]", line)[0] for group in names for line in groups[group]}
    locked = set(re.findall(r"^([\w.-]+)==", lock.read_text(encoding="utf-8"), re.MULTILINE))
    assert wanted - locked == set()
