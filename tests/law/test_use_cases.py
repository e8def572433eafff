"""Every use case has its tests, and a proof of who may have it done.

Both are found by looking. A file of tests is a use case's if it is called after it or imports it.
Who may is asked at the doors: of what leads from outside to a use case, each kind is watched by
one matrix, which itself fails where it lacks an act, an address, a verb or a job.
"""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.law.tree import ROOT, files, name

TESTS = "tests/central"
#: Each door by its place in ``central/``, and the matrix that asks who comes in there.
WATCHED: Mapping[str, str] = {
    "*/acts/*.py": "desk/test_permissions_staff.py",
    "*/reports/*.py": "desk/test_permissions_staff.py",
    "*/api.py": "test_permissions.py",
    "web/*.py": "test_permissions.py",
    "terminals/wishes.py": "terminals/test_permissions_verbs.py",
    "terminals/typed.py": "terminals/test_permissions_verbs.py",
    "*/*jobs.py": "journal/test_every_job.py",
    # Whoever has the shell of the centre's machine may do what its commands do.
    "commands.py": "test_command_line.py",
    "*/commandline.py": "test_command_line.py",
}
USE_CASES = sorted(
    path for path in ROOT.glob("central/*/use_cases/*.py") if path.stem != "__init__"
)


def module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported(path: Path) -> Iterator[str]:
    """Modules, and what is taken out of them, which may be a module, too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def who_imports() -> Mapping[str, set[Path]]:
    """The files of the centre and of its tests, by what they import."""
    found: dict[str, set[Path]] = {}
    for path in files("*.py", "central", TESTS):
        for target in imported(path):
            found.setdefault(target, set()).add(path)
    return found


def proofs_of(use_case: Path) -> set[str]:
    called = set(files(f"test_{use_case.stem}.py", TESTS))
    users = who_imports().get(module(use_case), set())
    return {name(path) for path in called | users if path.stem.startswith("test_")}


def doors_of(path: Path, seen: set[Path]) -> set[str]:
    """The matrices of all doors from which there is a way of imports to the file."""
    found: set[str] = set()
    for user in who_imports().get(module(path), set()) - seen:
        if not user.is_relative_to(ROOT / "central"):
            continue
        seen.add(user)
        watched = {matrix for place, matrix in WATCHED.items() if is_at(user, place)}
        found |= watched or doors_of(user, seen)
    return found


def is_at(path: Path, place: str) -> bool:
    return path in (ROOT / "central").glob(place)


@pytest.mark.parametrize("use_case", USE_CASES, ids=name)
def test_use_case__has_its_tests(use_case: Path) -> None:
    assert proofs_of(use_case), f"no test under {TESTS} is called after it, or imports it"


@pytest.mark.parametrize("use_case", USE_CASES, ids=name)
def test_use_case__has_a_door_that_is_watched(use_case: Path) -> None:
    assert doors_of(use_case, {use_case}), "nothing leads to it, or nobody asks who may"


def test_matrices__are_there() -> None:
    missing = [matrix for matrix in WATCHED.values() if not (ROOT / TESTS / matrix).exists()]
    assert missing == []
    assert all(any((ROOT / "central").glob(place)) for place in WATCHED)


def test_use_cases__are_found() -> None:
    assert len(USE_CASES) > 90
    assert proofs_of(ROOT / "central/booking/use_cases/nothing.py") == set()
    assert doors_of(ROOT / "central/booking/use_cases/nothing.py", set()) == set()
